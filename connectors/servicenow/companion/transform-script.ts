import { companionTables } from './interface.js';

/**
 * What the instance runs for each staging row, before the transform: it does the work itself and lets the transform map
 * ignore the row. Written for the Rhino engine of global scope (ECMAScript 5). setWorkflow(false) silences rules, mails,
 * flows and clocks; autoSysFields(false) keeps the stamps and authors that the row brings; an entry is a row of
 * sys_journal_field, and one of sys_audit so that the activity stream shows it (product documentation, GlideRecord API).
 * `status_message` says what was done, since the status of a row that a script ignores is always «ignored».
 */
export const transformScript = `(function runTransformScript(source, map, log, target) {
  ignore = true;
  var TABLES = ${JSON.stringify(companionTables)};
  var CLOSED = { incident: ['7', '8'], other: ['3', '4', '7'] };
  var table = String(source.u_table);
  var id = String(source.u_sys_id);
  var key = String(source.u_key);

  function fail(message) {
    error = true;
    error_message = message;
  }
  function each(object, work) {
    for (var name in object) {
      if (Object.prototype.hasOwnProperty.call(object, name)) work(name, String(object[name]));
    }
  }
  function has(object, name) {
    return Object.prototype.hasOwnProperty.call(object, name);
  }
  function find() {
    var record = new GlideRecord(table);
    if (id && record.get(id)) return record;
    record = new GlideRecord(table);
    if (!key || !record.isValidField('correlation_id')) return null;
    record.addQuery('correlation_id', key);
    record.setLimit(1);
    record.query();
    return record.next() ? record : null;
  }
  function derive(fields, record) {
    var state = fields.state;
    if (state !== undefined) {
      var closed = CLOSED[table] || CLOSED.other;
      if (table === 'incident' && !has(fields, 'incident_state')) fields.incident_state = state;
      if (!has(fields, 'active')) fields.active = closed.indexOf(String(state)) === -1 ? 'true' : 'false';
    }
    if (table === 'incident' && (has(fields, 'impact') || has(fields, 'urgency')) && !has(fields, 'priority')) {
      var impact = Number(fields.impact || (record && record.getValue('impact')) || 3);
      var urgency = Number(fields.urgency || (record && record.getValue('urgency')) || 3);
      fields.priority = String(impact + urgency - 1);
    }
  }
  function write(record, fields) {
    record.setWorkflow(false);
    record.autoSysFields(false);
    each(fields, function (name, value) {
      if (name !== 'sys_id' && record.isValidField(name)) record.setValue(name, value);
    });
  }
  function addEntries(record, entries) {
    var added = 0;
    for (var at = 0; at < entries.length; at++) {
      var entry = entries[at];
      if (entry.element !== 'comments' && entry.element !== 'work_notes') throw 'no journal ' + entry.element;
      var line = new GlideRecord('sys_journal_field');
      if (entry.id && line.get(String(entry.id))) continue;
      line = new GlideRecord('sys_journal_field');
      line.initialize();
      if (entry.id) line.setNewGuidValue(String(entry.id));
      line.setWorkflow(false);
      line.autoSysFields(false);
      line.setValue('name', table);
      line.setValue('element', String(entry.element));
      line.setValue('element_id', record.getUniqueValue());
      line.setValue('value', String(entry.value));
      line.setValue('sys_created_on', String(entry.at));
      line.setValue('sys_created_by', String(entry.author));
      if (!line.insert()) throw 'the entry was not stored';
      var audit = new GlideRecord('sys_audit');
      audit.initialize();
      audit.setWorkflow(false);
      audit.autoSysFields(false);
      audit.setValue('tablename', table);
      audit.setValue('documentkey', record.getUniqueValue());
      audit.setValue('fieldname', String(entry.element));
      audit.setValue('newvalue', String(entry.value));
      audit.setValue('user', String(entry.author));
      audit.setValue('reason', 'JOURNAL FIELD ADDITION');
      audit.setValue('record_checkpoint', record.getValue('sys_mod_count') || '0');
      audit.setValue('sys_created_on', String(entry.at));
      audit.setValue('sys_created_by', String(entry.author));
      audit.insert();
      added++;
    }
    return added;
  }

  if (TABLES.indexOf(table) === -1) return fail('Table ' + table + ' is not open to this import');
  try {
    var payload = JSON.parse(String(source.u_payload) || '{}');
    var fields = payload.fields || {};
    var entries = payload.entries || [];
    var record = find();
    var kind = String(source.u_kind);
    if (kind === 'create') {
      if (record) {
        status_message = addEntries(record, entries) > 0 ? 'updated' : 'ignored';
        return;
      }
      if (!has(fields, 'correlation_id')) fields.correlation_id = key;
      if (!has(fields, 'opened_by')) fields.opened_by = gs.getUserID();
      derive(fields, null);
      var now = new GlideDateTime().getValue();
      record = new GlideRecord(table);
      record.newRecord();
      record.setNewGuidValue(id);
      write(record, fields);
      record.setValue('sys_created_on', fields.sys_created_on || now);
      record.setValue('sys_created_by', fields.sys_created_by || gs.getUserName());
      record.setValue('sys_updated_on', fields.sys_updated_on || fields.sys_created_on || now);
      record.setValue('sys_updated_by', fields.sys_updated_by || fields.sys_created_by || gs.getUserName());
      record.setValue('sys_mod_count', '0');
      if (!has(fields, 'opened_at')) record.setValue('opened_at', record.getValue('sys_created_on'));
      if (!record.insert()) return fail('the record was not stored');
      addEntries(record, entries);
      status_message = 'inserted';
      return;
    }
    if (!record) return fail('No ' + table + ' with sys_id ' + id);
    if (kind === 'update') {
      derive(fields, record);
      write(record, fields);
      record.update();
      status_message = 'updated';
      return;
    }
    if (kind === 'append') {
      status_message = addEntries(record, entries) > 0 ? 'updated' : 'ignored';
      return;
    }
    fail('u_kind ' + kind + ' is none of create, update, append');
  } catch (thrown) {
    fail(String(thrown));
  }
})(source, map, log, target);
`;
