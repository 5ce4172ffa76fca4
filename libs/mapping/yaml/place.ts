import type { Told } from '@passerelle/connector';
import type { MappingFault } from '../fault.js';

/** Where something stands in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The form that decisions and provenance use: `mappings/cassius.yaml:14`. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}`;
}

export function faultAt(place: Place, expected: Told, came: Told, advice: Told): MappingFault {
  return { file: place.file, line: place.line, column: place.column, expected, came, advice };
}
