import { useEffect, useRef } from 'react';

export type Shortcuts = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

/** Whether somebody is writing there, or a dialog has the floor: then letters are letters. */
export function isBusy(target: EventTarget | null, document: Document): boolean {
  if (target instanceof HTMLElement) {
    if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) {
      // A ticked box is no place to write in.
      if (!(target instanceof HTMLInputElement) || !['checkbox', 'radio', 'button'].includes(target.type)) return true;
    }
  }
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]:not([hidden])') !== null;
}

/** Single keys, as listed in the dialog of shortcuts; never with Ctrl, Alt or Meta, which are the browser's. */
export function useShortcuts(keys: Shortcuts): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const act = latest.current[event.key];
      if (!act || isBusy(event.target, document)) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
