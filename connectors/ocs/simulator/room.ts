import type { Report } from './state.js';

const sites = ['LYCEE-A', 'LYCEE-B', 'UFR-MEDECINE', 'DSIN'];
const users = ['a.raffalli', 'prof.martin', 'élève01'];
const models = ['Precision 3650', 'Latitude 5420', 'OptiPlex 7090'];

/** A machine of the teaching rooms that the recordings were made in, by its number. */
export function recordedReport(nth: number): Report {
  const pad = (length: number): string => String(nth).padStart(length, '0');
  const seat = String(((nth - 1) % 4) + 1).padStart(2, '0');
  const month = String((nth % 9) + 1).padStart(2, '0');
  const name = `POSTE-${200 + nth}-${seat}`;
  const version = `7.${nth}`;
  return {
    deviceId: `${name}-2026-${month}-${pad(2)}-08-00-00`,
    name,
    serial: `SN${pad(6)}FR`,
    uuid: `4C4C4544-0000-1${pad(3)}-8000-${pad(12)}`,
    mac: `02:00:5e:10:00:${nth.toString(16).padStart(2, '0')}`,
    tag: sites[nth % sites.length] ?? 'LYCEE-A',
    assetTag: `INV-${pad(5)}`,
    user: users[nth % users.length] ?? '',
    model: models[nth % models.length] ?? '',
    description: `Salle ${200 + nth} <rez-de-chaussée> l'été`,
    address: `192.0.2.${nth + 10}`,
    memory: nth % 2 === 0 ? 8_192 : 16_384,
    software: [
      { name: 'Mozilla Firefox', publisher: 'Mozilla', version: `115.${nth}`, installed: `2026-${month}-15` },
      { name: 'LibreOffice', publisher: 'The Document Foundation', version, installed: `2026-${month}-15` },
    ],
  };
}

/** The 26 machines of those rooms. */
export const recordedRoom: readonly Report[] = Array.from({ length: 26 }, (_each, place) => recordedReport(place + 1));
