import { Fault, type Finding } from '@passerelle/connector';

export function fine(name: string, detail: string): Finding {
  return { name, ok: true, detail, advice: null, blocking: false };
}

export function lacking(name: string, detail: string, advice: string, blocking = false): Finding {
  return { name, ok: false, detail, advice, blocking };
}

/** A look that may fail: the fault is what was found. Its message ends with what to do. */
export async function looking(
  name: string,
  advice: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [lacking(name, error.message, advice)];
  }
}
