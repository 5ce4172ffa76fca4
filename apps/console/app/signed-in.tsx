import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../api/use-session.js';
import { Failed } from '../pieces/states.js';

/** Nothing of the desk is drawn before it is known who sits there. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { me, isLoading, error } = useSession();
  const { pathname, search } = useLocation();
  if (isLoading)
    return (
      <Center h="100vh">
        <Loader aria-label="…" />
      </Center>
    );
  if (!me && error) return <Failed error={error} retry={() => window.location.reload()} />;
  if (!me) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (me.mustChange && pathname !== '/account') return <Navigate to="/account" replace />;
  return children;
}
