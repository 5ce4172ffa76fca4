import { ids, num, where, type Glpi } from '../../../connectors/glpi/simulator/index.js';
import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import type { Sandbox } from '../sandbox.js';
import { liveAtForm } from './form.js';
import { liveAtItop } from './itop.js';
import { atGlpi, atServiceNow, type Need } from './needs.js';

/** People of all tools have an ordinary day: they ask, answer, note among themselves, and some of it is solved. */
export function liveADay(tools: Pick<Sandbox, 'servicenow' | 'glpi' | 'itop' | 'form'>): void {
  // The team that the académie hands over to works in the ServiceNow.
  tools.servicenow.as('admin').create('sys_user_group', { name: 'PILOTES', active: 'true' });
  for (const [nth, need] of atServiceNow.entries()) askServiceNow(tools.servicenow, need, nth);
  for (const need of atGlpi) askGlpi(tools.glpi, need);
  liveAtItop(tools.itop);
  liveAtForm(tools.form);
}

const agents = ['beth.anglin', 'nadia.khelifi'] as const;

function askServiceNow(tool: ServiceNow, { by, title, text, lines = [], ends, file }: Need, nth: number): void {
  const requester = tool.as(by);
  const agentName = agents[nth % agents.length] ?? agents[0];
  const agent = tool.as(agentName);
  const caller = tool.findBy('sys_user', 'user_name', by)?.['sys_id'] ?? '';
  const row = requester.create('incident', {
    short_description: title,
    description: text,
    caller_id: caller,
    impact: String((nth % 3) + 1),
    urgency: String(((nth + 1) % 3) + 1),
  });
  const id = row['sys_id'] ?? '';
  const group = tool.findBy('sys_user_group', 'name', 'HELPDESK')?.['sys_id'] ?? '';
  const person = tool.findBy('sys_user', 'user_name', agentName)?.['sys_id'] ?? '';
  if (nth % 4 !== 3) agent.assign(id, group, ends === undefined ? undefined : person);
  for (const [who, said] of lines) {
    if (who === 'requester') requester.comment(id, said);
    else if (who === 'agent') agent.comment(id, said);
    else agent.workNote(id, said);
  }
  if (file !== undefined) requester.attach(id, file, Buffer.from(`${title}\n${text}\n`), 'text/plain');
  // 1: on the caller.
  if (ends === 'waiting') agent.update('incident', id, { state: '3', hold_reason: '1' });
  if (ends === 'solved') agent.resolve(id, 'Solution provided', 'Rétabli, vérifié avec le demandeur.');
}

function askGlpi(tool: Glpi, { by, title, text, lines = [], ends, file, machine }: Need): void {
  const requester = tool.as(by);
  const agent = tool.as('tech');
  const ticket = num(
    requester.open({ name: title, content: `<p>${text}</p>`, _users_id_requester: [ids.helene] }),
    'id',
  );
  if (ends !== undefined) agent.assign(ticket, ids.marie);
  for (const [who, said] of lines) {
    const html = `<p>${said}</p>`;
    if (who === 'requester') requester.followup(ticket, html);
    else agent.followup(ticket, html, who === 'team' ? { is_private: 1 } : {});
  }
  if (file !== undefined) requester.attach(ticket, file, Buffer.from(`${title}\n${text}\n`));
  if (machine !== undefined)
    agent.tie(ticket, 'Computer', num(where(tool.state, 'Computer', { name: machine })[0], 'id'));
  if (ends === 'solved') agent.solve(ticket, '<p>Rétabli.</p>');
}
