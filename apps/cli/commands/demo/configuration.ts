import { formAuth } from '../../../sandbox/day/form.js';
import { glpiAuth } from '../../../sandbox/day/glpi.js';
import { itopAuth, itopOrganisation } from '../../../sandbox/day/itop.js';
import { ocsAuth } from '../../../sandbox/day/ocs.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';

/** What the sandbox's own categories are here, as a site decides it. */
export const glpiOverlay = `extends: glpi
label: GLPI
words:
  category:
    rows:
      - { native: Information, is: inquiry, writes: [inquiry, other, move, meeting_room, security] }
      - { native: Matériel, is: hardware, writes: [hardware, printing, telephony] }
      - { native: Réseau, is: network, writes: [network] }
      - { native: Accès, is: access, writes: [access] }
      - { native: Logiciel, is: software, writes: [software] }
      - { native: Applications, is: application, writes: [application] }
      - { native: Reporting, is: database, writes: [database] }
      - { native: Messagerie, is: messaging, writes: [messaging] }
      - { native: Suggestion, is: suggestion, writes: [suggestion] }
`;

/**
 * Incidents of the enterprise and of the school are one; what the form asks for is the school's too, its incidents therefore
 * everybody's; and the académie hands over to the enterprise whatever is for PILOTES.
 */
export function configurationOf({ servicenowUrl, glpiUrl, itopUrl, formUrl, ocsUrl }: Sandbox, port: number): string {
  return `
database: embedded
data: ./data
log: error
host: { listen: "127.0.0.1:${port}" }
connections:
  servicenow:
    connector: servicenow
    url: ${JSON.stringify(servicenowUrl)}
    auth: { kind: basic, user: passerelle, password: passerelle }
    # What agents work on. The request above an item and the tasks below it say the same once more.
    classes: [incident, sc_req_item]
    timezone: Europe/Paris
    every: 5s
    owner: Centre de services
  glpi:
    connector: glpi
    url: ${JSON.stringify(glpiUrl)}
    auth: ${JSON.stringify(glpiAuth)}
    timezone: Europe/Paris
    zone: UTC
    every: 5s
    owner: Lycée
  itop:
    connector: itop
    url: ${JSON.stringify(itopUrl)}
    auth: ${JSON.stringify(itopAuth)}
    organisation: { default: ${JSON.stringify(itopOrganisation)} }
    team: HELPDESK
    timezone: Europe/Paris
    every: 5s
    owner: Académie
  intranet:
    connector: intranet-form
    url: ${JSON.stringify(formUrl)}
    staff: ${JSON.stringify(formAuth)}
    requester: { name: Support, email: support@exemple.ci }
    timezone: Europe/Paris
    every: 5s
    owner: DSI
  ocs:
    connector: ocs
    url: ${JSON.stringify(ocsUrl)}
    auth: ${JSON.stringify(ocsAuth)}
    timezone: Europe/Paris
    every: 1m
    owner: Lycée
routes:
  - name: entreprise-et-lycee
    mode: mirror
    between: [servicenow, glpi]
    only: { kind: [incident] }
    owns: { title: servicenow, description: servicenow, status: glpi, priority: glpi, category: glpi }
    mails: servicenow
    choices: { internalFiles: leave }
    brake: { mails: 1000 }
  - name: academie-et-entreprise
    mode: mirror
    between: [itop, servicenow]
    only: { kind: [request], group: [PILOTES] }
    owns: { title: itop, description: itop, status: itop, priority: itop }
    mails: itop
    choices: { internalFiles: leave }
    brake: { mails: 1000 }
  - name: intranet-et-lycee
    mode: mirror
    between: [intranet, glpi]
    only: { category: [hardware, network, access, software, application, database, suggestion] }
    owns: { title: intranet, description: intranet, status: intranet, category: intranet }
    mails: intranet
    choices: { internalFiles: leave }
    brake: { mails: 1000 }
`;
}
