import { Fault, type Finding } from '@passerelle/connector';

export function fine(name: string, detail: string): Finding {
  return { name, ok: true, detail, advice: null, blocking: false };
}

export function lacking(name: string, detail: string, advice: string, blocking = false): Finding {
  return { name, ok: false, detail, advice, blocking };
}

/** What cannot be looked at is a finding too. */
export async function looking(
  name: string,
  advice: string,
  look: () => Promise<readonly Finding[]>,
  blocking = false,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Fault) return [lacking(name, error.message, advice, blocking)];
    throw error;
  }
}
