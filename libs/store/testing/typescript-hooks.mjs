import { registerHooks } from 'node:module';

// Lets a child process of a spec run the sources as they are: Node strips their types, and here finds x.ts for x.js, and
// the rooms of the house by the names that tsconfig.json gives them.
registerHooks({
  resolve(specifier, context, next) {
    const [, room] = /^@passerelle\/(\w+)$/u.exec(specifier) ?? [];
    if (room) return next(new URL(`../../${room}/index.ts`, import.meta.url).href, context);
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
      return next(`${specifier.slice(0, -'.js'.length)}.ts`, context);
    }
  },
});
