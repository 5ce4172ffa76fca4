import type { ToolResponse } from '@passerelle/connector/testing';
import type { State } from './state.js';

const statuses: Readonly<Record<string, number>> = {
  ERROR_GLPI_LOGIN: 401,
  ERROR_GLPI_LOGIN_USER_TOKEN: 401,
  ERROR_SESSION_TOKEN_INVALID: 401,
  ERROR_RIGHT_MISSING: 403,
  ERROR_ITEM_NOT_FOUND: 404,
  ERROR_METHOD_NOT_ALLOWED: 405,
  ERROR_SQL: 500,
  ERROR_GLPI_PARTIAL_ADD: 207,
  ERROR_GLPI_PARTIAL_UPDATE: 207,
  ERROR_GLPI_PARTIAL_DELETE: 207,
};

/** Codes whose text ends with where to read more. */
const documented = new Set([
  'ERROR',
  'ERROR_LOGIN_PARAMETERS_MISSING',
  'ERROR_APP_TOKEN_PARAMETERS_MISSING',
  'ERROR_WRONG_APP_TOKEN_PARAMETER',
  'ERROR_SESSION_TOKEN_MISSING',
  'ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM',
  'ERROR_JSON_PAYLOAD_FORBIDDEN',
  'ERROR_BAD_ARRAY',
  'ERROR_RANGE_EXCEED_TOTAL',
]);

const texts: Readonly<Record<string, string>> = {
  ERROR_LOGIN_PARAMETERS_MISSING: 'paramètres de connexion manquants',
  ERROR_GLPI_LOGIN: 'Identifiant ou mot de passe incorrect',
  ERROR_GLPI_LOGIN_USER_TOKEN: 'jeton utilisateur incorrect',
  ERROR_SESSION_TOKEN_MISSING: 'jeton de session manquant',
  ERROR_SESSION_TOKEN_INVALID: 'jeton de session incorrect',
  ERROR_APP_TOKEN_PARAMETERS_MISSING: "jeton d'application manquant",
  ERROR_WRONG_APP_TOKEN_PARAMETER: "jeton d'application incorrect",
  ERROR_NOT_ALLOWED_IP: 'aucun client de l’API ne couvre cette adresse (127.0.0.1)',
  ERROR_ITEM_NOT_FOUND: 'Élément introuvable',
  ERROR_RIGHT_MISSING: 'droits insuffisants',
  ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM: 'ressource inconnue',
  ERROR_JSON_PAYLOAD_INVALID: 'JSON payload seems not valid',
  ERROR_JSON_PAYLOAD_FORBIDDEN: 'GET Request should not have json payload',
  ERROR_BAD_ARRAY: 'input doit être un tableau',
  ERROR_RANGE_EXCEED_TOTAL: 'Provided range exceed total count of data',
};

/** `["CODE", detail]`, as every refusal of the API looks. */
export function refused(
  state: State,
  code: string,
  detail: unknown = texts[code] ?? '',
  status = statuses[code] ?? 400,
): ToolResponse {
  const where = documented.has(code) && typeof detail === 'string';
  const told = where ? `${String(detail)}; voir ${state.quirks.baseUrl}/#${code}` : detail;
  return answer(status, [code, told]);
}

export function answer(status: number, body: unknown, headers: ToolResponse['headers'] = {}): ToolResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function page(status: number, html: string): ToolResponse {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: html };
}

export const rightsText = "Vous n'avez pas les droits requis pour réaliser cette action.";

/** A write that GLPI does not do: the text stands in the answer, `null` and `''` too. */
export class Denied {
  constructor(readonly message: string | null) {}
}
