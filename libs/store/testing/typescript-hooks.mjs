import { registerHooks } from 'node:module';

// Lets a child process of a spec run the sources as they are: Node strips their types, and here finds x.ts for x.js.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
      return next(`${specifier.slice(0, -'.js'.length)}.ts`, context);
    }
  },
});
