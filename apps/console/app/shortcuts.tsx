import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './shortcuts.module.css';

const groups = {
  'keys.everywhere': [
    ['?', 'keys.list'],
    ['/', 'keys.search'],
    ['c', 'keys.create'],
  ],
  'keys.tickets': [
    ['j', 'keys.next'],
    ['k', 'keys.previous'],
    ['Enter', 'keys.open'],
    ['x', 'keys.choose'],
    ['f', 'keys.filters'],
    ['r', 'keys.refresh'],
  ],
  'keys.ticket': [
    ['u', 'keys.back'],
    ['t', 'keys.take'],
    ['a', 'keys.assign'],
    ['p', 'keys.public'],
    ['n', 'keys.note'],
    ['s', 'keys.solve'],
    ['Ctrl Enter', 'keys.send'],
  ],
} as const;

export function Shortcuts({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('shell.keys')}
      size="md"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {Object.entries(groups).map(([title, rows]) => (
        <section key={title} className={classes.group}>
          <h3>{t(title)}</h3>
          <dl>
            {rows.map(([keys, word]) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </dt>
                <dd>{t(word)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
