import type { Profile } from './quirks.js';

export type Kind = 'number' | 'text' | 'instant';

export interface Column {
  readonly name: string;
  readonly kind: Kind;
  readonly initial: number | string | null;
  /** Stamped with the request's instant when a row is added. */
  readonly now: boolean;
}

// One word a column: `name` is a number from 0, `name=3` from 3, `name#` a number and `name~` a text that
// may be null, `name''` text that is empty,
// `name@` an instant that may be null, `name@now` one that is stamped. `10:` and `11:` stand before columns that came then.
const words: Readonly<Record<string, string>> = {
  Ticket: `id entities_id name'' date@now closedate@ solvedate@ 10:takeintoaccountdate@ date_mod@now users_id_lastupdater status=1
    users_id_recipient requesttypes_id=1 content'' urgency=3 impact=3 priority=3 itilcategories_id type=1 global_validation=1
    slas_id_ttr slas_id_tto slalevels_id_ttr time_to_resolve@ time_to_own@ begin_waiting_date@ sla_waiting_duration
    ola_waiting_duration olas_id_tto olas_id_ttr olalevels_id_ttr 10:ola_tto_begin_date@ ola_ttr_begin_date@
    internal_time_to_resolve@ internal_time_to_own@ waiting_duration close_delay_stat solve_delay_stat
    takeintoaccount_delay_stat actiontime is_deleted locations_id validation_percent date_creation@now 11:externalid~`,
  Ticket_User: `id tickets_id users_id type=1 use_notification=1 alternative_email''`,
  Group_Ticket: `id tickets_id groups_id type=1`,
  Supplier_Ticket: `id tickets_id suppliers_id type=2 use_notification=1 alternative_email''`,
  ITILFollowup: `id itemtype'' items_id date@now users_id users_id_editor content'' is_private requesttypes_id date_mod@now
    date_creation@now timeline_position sourceitems_id sourceof_items_id`,
  TicketTask: `id uuid'' tickets_id taskcategories_id date@now users_id users_id_editor content'' is_private actiontime begin@
    end@ state=1 users_id_tech groups_id_tech date_mod@now date_creation@now tasktemplates_id timeline_position sourceitems_id
    10:sourceof_items_id`,
  ITILSolution: `id itemtype'' items_id solutiontypes_id solutiontype_name~ content'' date_creation@now date_mod@now
    date_approval@ users_id user_name~ users_id_editor users_id_approval user_name_approval~ status=2 itilfollowups_id~`,
  TicketValidation: `id entities_id users_id tickets_id users_id_validate 11:itemtype_target~ 11:items_id_target
    comment_submission~ comment_validation~ status=2 submission_date@now validation_date@ timeline_position=1`,
  Document: `id entities_id is_recursive name'' filename~ filepath~ documentcategories_id mime~ date_mod@now comment~ is_deleted
    link~ users_id tickets_id sha1sum~ is_blacklisted tag'' date_creation@now`,
  Document_Item: `id documents_id items_id itemtype'' entities_id is_recursive date_mod@now users_id timeline_position
    date_creation@now date@`,
  Item_Ticket: `id itemtype'' items_id tickets_id`,
  Ticket_Ticket: `id tickets_id_1 tickets_id_2 link=1`,
  KnowbaseItem: `id name~ answer~ is_faq users_id view date@now date_mod@now begin_date@ end_date@ date_creation@now`,
  KnowbaseItem_Item: `id knowbaseitems_id itemtype'' items_id date_creation@now date_mod@now`,
  TicketCost: `id tickets_id name~ comment~ begin_date@ end_date@ actiontime cost_time cost_fixed cost_material budgets_id
    entities_id`,
  Log: `id itemtype'' items_id itemtype_link'' linked_action user_name~ date_mod@now id_search_option old_value~ new_value~`,
  Computer: `id entities_id name~ serial~ otherserial~ contact~ contact_num~ users_id_tech groups_id_tech comment~ date_mod@now
    autoupdatesystems_id locations_id networks_id computermodels_id computertypes_id is_template template_name~
    manufacturers_id is_deleted is_dynamic users_id groups_id states_id ticket_tco=0.0000 uuid~ date_creation@now is_recursive
    10:last_inventory_update@ 10:last_boot@`,
  Entity: `id name'' entities_id completename~ comment~ level=1 autoclose_delay=-2 autopurge_delay=-10 date_mod@now
    date_creation@now is_recursive=1`,
  Group: `id entities_id is_recursive name~ comment~ groups_id completename~ level=1 is_requester=1 is_watcher=1 is_assign=1
    is_task=1 is_notify=1 is_itemgroup=1 is_usergroup=1 is_manager=1 date_mod@now date_creation@now`,
  ITILCategory: `id entities_id is_recursive itilcategories_id name~ completename~ comment~ level=1 knowbaseitemcategories_id
    users_id groups_id code'' ancestors_cache~ sons_cache~ is_helpdeskvisible=1 tickettemplates_id_incident
    tickettemplates_id_demand changetemplates_id problemtemplates_id is_incident=1 is_request=1 is_problem=1 is_change=1
    date_mod@now date_creation@now`,
  Location: `id entities_id is_recursive name~ locations_id completename~ comment~ level=1 building~ room~ date_mod@now
    date_creation@now`,
  RequestType: `id name~ is_helpdesk_default is_followup_default is_mail_default is_mailfollowup_default is_active=1
    is_ticketheader=1 is_itilfollowup=1 comment~ date_mod@ date_creation@`,
  TaskCategory: `id entities_id is_recursive taskcategories_id name~ completename~ comment~ level=1 is_active=1
    is_helpdeskvisible=1 date_mod@now date_creation@now`,
  SolutionType: `id name~ comment~ entities_id is_recursive=1 date_mod@now date_creation@now`,
  User: `id name~ phone~ phone2~ mobile~ realname~ firstname~ locations_id language~ use_mode list_limit=20 is_active=1 comment~
    auths_id authtype=1 last_login@now date_mod@now is_deleted profiles_id entities_id registration_number~ api_token_date@
    timezone~ date_creation@
    password_last_update~ date_sync~ usertitles_id usercategories_id date_format~ number_format~ names_format~ csv_delimiter~ is_ids_visible~ use_flat_dropdowntree~ show_jobs_at_login~ priority_1~ priority_2~ priority_3~ priority_4~ priority_5~ priority_6~ followup_private~ task_private~ default_requesttypes_id~ password_forget_token~ password_forget_token_date~ user_dn~ show_count_on_tabs~ refresh_views~ set_default_tech~ personal_token_date~ cookie_token_date~ display_count_on_home~ notification_to_myself~ duedateok_color~ duedatewarning_color~ duedatecritical_color~ duedatewarning_less~ duedatecritical_less~ duedatewarning_unit~ duedatecritical_unit~ display_options~ is_deleted_ldap pdffont~ picture~ begin_date~ end_date~ keep_devices_when_purging_item~ privatebookmarkorder~ backcreated~ task_state~ layout~ palette~ set_default_requester~ lock_autolock_mode~ lock_directunlock_notification~ highcontrast_css~ plannings~ sync_field~ groups_id users_id_supervisor default_dashboard_central~ default_dashboard_assets~ default_dashboard_helpdesk~ default_dashboard_mini_ticket~`,
  UserEmail: `id users_id is_default=1 is_dynamic email~`,
  Group_User: `id users_id groups_id is_dynamic is_manager is_userdelegate`,
  APIClient: `id entities_id is_recursive name~ date_mod@now 10:date_creation@now is_active ipv4_range_start# ipv4_range_end#
    ipv6~ app_token_date@ dolog_method comment~`,
  Agent: `id deviceid'' entities_id is_recursive name~ agenttypes_id=1 last_contact@now version~ locked itemtype'' items_id
    useragent~ tag~ port~ remote_addr~
    threads_networkdiscovery=1 threads_networkinventory=1 timeout_networkdiscovery timeout_networkinventory use_module_wake_on_lan use_module_computer_inventory use_module_esx_remote_inventory use_module_remote_inventory use_module_network_inventory use_module_network_discovery use_module_package_deployment use_module_collect_data`,
  PluginOcsinventoryngOcsServer: `id name~ ocs_db_user~ ocs_db_host~ is_active=1`,
  PluginOcsinventoryngOcslink: `id computers_id ocsid ocs_deviceid~ use_auto_update=1 last_update@ last_ocs_update@ last_ocs_conn@
    ip_src~ computer_update~ plugin_ocsinventoryng_ocsservers_id=1 ocs_agent_version~ entities_id tag~ uptime~`,
  PluginFormcreatorFormAnswer: `id name~ entities_id is_recursive plugin_formcreator_forms_id requester_id
    users_id_validator groups_id_validator request_date@now status=103 comment~`,
  PluginFormcreatorAnswer: `id plugin_formcreator_formanswers_id plugin_formcreator_questions_id answer~`,
  PluginFormcreatorQuestion: `id name~ fieldtype~ required`,
  'Glpi\\Form\\AnswersSet': `id forms_forms_id entities_id users_id name~ index answers~ date_creation@now date_mod@now`,
  'Glpi\\Form\\Question': `id uuid'' forms_sections_id name'' type'' is_mandatory vertical_rank description~ default_value~ extra_data~`,
  'Glpi\\Form\\Destination\\AnswersSet_FormDestinationItem': `id forms_answerssets_id itemtype'' items_id`,
  Problem_Ticket: `id problems_id tickets_id`,
  Change_Ticket: `id changes_id tickets_id`,
};

/** Itemtypes of each profile, by name. */
export function layoutsOf(profile: Profile): ReadonlyMap<string, readonly Column[]> {
  const native = (name: string): boolean => !name.startsWith('Glpi\\') || profile === '11';
  return new Map(
    Object.entries(words)
      .filter(([name]) => native(name) && !(name === 'Agent' && profile === '9.5'))
      .map(([name, text]) => [
        name,
        text.split(/\s+/).flatMap((word) => {
          const [, since, rest = ''] = /^(?:(\d+):)?(.+)$/.exec(word) ?? [];
          return since && Number(since) > Number(profile) ? [] : [columnOf(rest)];
        }),
      ]),
  );
}

function columnOf(word: string): Column {
  const [, name = '', mark = ''] = /^(\w+)(.*)$/.exec(word) ?? [];
  if (mark.startsWith('@')) return { name, kind: 'instant', initial: null, now: mark === '@now' };
  if (mark === '#') return { name, kind: 'number', initial: null, now: false };
  if (mark === '~') return { name, kind: 'text', initial: null, now: false };
  if (mark === "''") return { name, kind: 'text', initial: '', now: false };
  const initial = mark.slice(1);
  const decimal = initial.includes('.');
  return { name, kind: decimal ? 'text' : 'number', initial: decimal ? initial : Number(initial), now: false };
}
