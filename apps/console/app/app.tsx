import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import 'dayjs/locale/fr';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { Provide } from '../api/provide.js';
import { readNonce, shareNonce } from './nonce.js';
import { makeRouter } from './router.js';
import { resolveVariables, theme } from './theme.js';

export function App() {
  const { i18n } = useTranslation();
  const [{ nonce, router }] = useState(() => {
    const read = readNonce(document);
    shareNonce(read);
    return { nonce: read, router: makeRouter() };
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <Provide>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </Provide>
      </DatesProvider>
    </MantineProvider>
  );
}
