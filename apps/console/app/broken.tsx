import { useRouteError } from 'react-router';
import { Failed } from '../pieces/states.js';

/** What is shown instead of a page that broke: the rest of the console stays. */
export function Broken() {
  const error = useRouteError();
  return <Failed error={error} retry={() => window.location.reload()} />;
}
