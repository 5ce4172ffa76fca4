type Rows = readonly Readonly<Record<string, string>>[];

export const groups: Rows = [
  { name: 'HELPDESK', description: 'Centre de services', email: 'helpdesk@exemple.fr', include_members: 'false' },
  { name: 'DIRCI PROX P98888 - #33015', description: 'Proximité, site P98888' },
  { name: 'DIRCI PROX K10005 - #33015', description: 'Proximité, site K10005' },
  { name: 'RESEAUX ET TELECOMS', description: 'Réseaux et téléphonie' },
  { name: 'APPLICATIONS METIERS', description: 'Applications' },
  { name: 'LOGISTIQUE MATERIEL', description: 'Stock et préparation des postes' },
  { name: 'ANCIEN SUPPORT', description: 'Dissous en 2023', active: 'false' },
];
export const departments: readonly string[] = [
  'Finances',
  'Ressources humaines',
  'Achats',
  'Juridique',
  'Communication',
  'Direction générale',
  'Logistique',
  'Informatique',
];
export const companies: Rows = [
  { name: 'Exemple SA', city: 'Paris', country: 'France', stock_symbol: 'EXA' },
  { name: 'ACME North America', city: 'San Diego', country: 'USA', stock_symbol: 'NYX' },
];
export const locations: Rows = [
  { name: 'Site P98888', street: "12 rue de l'Écluse", zip: '75010', city: 'Paris', country: 'France' },
  { name: 'Site K10005', street: '3 avenue Thiers', zip: '33015', city: 'Bordeaux', country: 'France' },
  { name: 'Entrepôt', street: 'ZA des Prés', zip: '77185', city: 'Lognes', country: 'France' },
];

export const catalogCategories: readonly string[] = ['Matériel', 'Accès et comptes', 'Téléphonie'];
/** The labels of the list export are names of catalogue items. */
export const catalogItems: Rows = [
  { name: 'Ordinateur Portable', price: '950', category: 'Matériel', group: 'LOGISTIQUE MATERIEL' },
  { name: 'Matériel Hors Catalogue', price: '0', category: 'Matériel', group: 'LOGISTIQUE MATERIEL' },
  { name: 'Restitution de matériel', price: '0', category: 'Matériel', group: 'DIRCI PROX K10005 - #33015' },
  {
    name: 'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels',
    price: '0',
    category: 'Matériel',
    group: 'LOGISTIQUE MATERIEL',
  },
  { name: 'Ecran additionnel', price: '180', category: 'Matériel', group: 'DIRCI PROX P98888 - #33015' },
  { name: "Station d'accueil", price: '120', category: 'Matériel', group: 'LOGISTIQUE MATERIEL' },
  { name: 'Imprimante', price: '300', category: 'Matériel', group: 'LOGISTIQUE MATERIEL' },
  { name: 'Accès VPN', price: '0', category: 'Accès et comptes', group: 'RESEAUX ET TELECOMS' },
  { name: 'Création de compte', price: '0', category: 'Accès et comptes', group: 'HELPDESK' },
  { name: 'Smartphone', price: '400', category: 'Téléphonie', group: 'LOGISTIQUE MATERIEL' },
  { name: 'Carte SIM', price: '10', category: 'Téléphonie', group: 'RESEAUX ET TELECOMS' },
  { name: 'Fax', price: '90', category: 'Téléphonie', group: 'RESEAUX ET TELECOMS', active: 'false' },
];

export const computers: Rows = [
  { name: 'PC-33015-001', serial_number: '5CG1234ABC', asset_tag: 'INV-00001', os: 'Windows 11', ram: '16384' },
  { name: 'PC-33015-002', serial_number: '5CG1234ABD', asset_tag: 'INV-00002', os: 'Windows 11', ram: '16384' },
  { name: 'PC-33015-003', serial_number: '5CG1234ABE', asset_tag: 'INV-00003', os: 'Windows 10', ram: '8192' },
  { name: 'MAC-COM-01', serial_number: 'C02XK1ABJG5H', asset_tag: 'INV-00100', os: 'macOS 15', ram: '32768' },
];
export const items: Rows = [
  { name: 'Imprimante étage 3', serial_number: 'VNB3K12345', asset_tag: 'INV-00201' },
  { name: 'Vidéoprojecteur salle Cézanne', serial_number: 'X1Y2Z3', asset_tag: 'INV-00202' },
];
export const services: readonly string[] = ['Messagerie', 'Réseau', 'Téléphonie', 'Poste de travail'];
