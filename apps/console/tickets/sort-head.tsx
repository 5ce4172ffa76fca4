import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Sort } from './filter.js';
import classes from './ticket-list.module.css';
import type { Desk } from './use-desk.js';

export interface SortHeadProps {
  readonly sort?: Sort;
  readonly desk: Desk;
  readonly label: string;
  readonly short?: string;
  readonly className?: string;
}

export function SortHead({ sort, desk, label, short, className }: SortHeadProps) {
  const isOn = sort !== undefined && desk.sort === sort;
  const order = isOn ? (desk.up ? 'ascending' : 'descending') : undefined;
  return (
    <span role="columnheader" aria-sort={order} className={className}>
      {sort ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => desk.order(sort, isOn ? !desk.up : false)}
          title={short ? label : undefined}
        >
          {short ? (
            <>
              <span aria-hidden>{short}</span>
              <span className="unseen">{label}</span>
            </>
          ) : (
            label
          )}
          {isOn ? desk.up ? <IconArrowUp size={12} aria-hidden /> : <IconArrowDown size={12} aria-hidden /> : null}
        </UnstyledButton>
      ) : (
        label
      )}
    </span>
  );
}
