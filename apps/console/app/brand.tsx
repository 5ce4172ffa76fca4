import classes from './brand.module.css';

export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden>
        <rect width="32" height="32" rx="7" />
        <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round">
          <path d="M4 21h24" />
          <path d="M5 21c4-12 18-12 22 0" />
          <path d="M11 21v-6.4M16 21v-8.3M21 21v-6.4" strokeWidth="1.7" />
        </g>
      </svg>
      Passerelle
    </span>
  );
}
