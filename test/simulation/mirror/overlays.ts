/**
 * What the sites of the stories decided beyond the mappings that are shipped, as YAML that extends them. GLPI's categories
 * are each site's own; those of the simulated one read as something that no other tool of the stories loses.
 */
export const overlays: Readonly<Record<string, string>> = {
  glpi: `
extends: glpi
label: GLPI
words:
  category:
    rows:
      - native: Messagerie
        is: inquiry
        writes: [inquiry, other, access, application, database, meeting_room, messaging, move, security, software, suggestion]
      - { native: Matériel, is: hardware, writes: [hardware, network, printing, telephony] }
      - { native: Messagerie > Boîte partagée, is: messaging.mailbox, writes: [messaging.mailbox] }
`,
};
