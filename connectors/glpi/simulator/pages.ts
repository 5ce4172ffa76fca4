import type { ToolResponse } from '@passerelle/connector/testing';
import { page } from './refusal.js';

// Pages for people, which come with 200 where an answer for programs was asked for.

const html = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html lang="fr">\n<head><title>${title}</title></head>\n<body><p>${text}</p></body>\n</html>`;

export const maintenance = (): ToolResponse =>
  page(200, html('MAINTENANCE MODE - GLPI', 'Service is down for maintenance. It will be back shortly.'));
export const databaseDown = (): ToolResponse =>
  page(
    200,
    html('GLPI - Mysql Error', 'A link to the SQL server could not be established. Please check your configuration.'),
  );
export const fatal = (): ToolResponse => page(200, '');
export const documentation = (json: boolean): ToolResponse =>
  json
    ? { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: '# API REST\n' }
    : page(200, html('Documentation', 'API REST'));
export const notFound = (): ToolResponse =>
  page(404, html('404 Not Found', 'The requested URL was not found on this server.'));
