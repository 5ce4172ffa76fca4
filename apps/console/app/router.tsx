import { createBrowserRouter, Navigate } from 'react-router';
import { Broken } from './broken.js';
import { SignedIn } from './signed-in.js';
import { Shell } from './shell.js';

/** Before the first page has come: nothing, rather than something that jumps. */
function Blank() {
  return null;
}

/** Pages are loaded when they are first opened; the list and the ticket come with the first answer. */
export function makeRouter() {
  return createBrowserRouter([
    {
      path: '/sign-in',
      lazy: () => import('../account/sign-in-page.js').then(({ SignInPage }) => ({ Component: SignInPage })),
      ErrorBoundary: Broken,
      HydrateFallback: Blank,
    },
    {
      path: '/follow',
      lazy: () => import('../follow/follow-page.js').then(({ FollowPage }) => ({ Component: FollowPage })),
      ErrorBoundary: Broken,
    },
    {
      element: (
        <SignedIn>
          <Shell />
        </SignedIn>
      ),
      ErrorBoundary: Broken,
      HydrateFallback: Blank,
      children: [
        {
          ErrorBoundary: Broken,
          children: [
            { index: true, element: <Navigate to="/tickets" replace /> },
            {
              path: '/tickets',
              lazy: () => import('../tickets/tickets-page.js').then(({ TicketsPage }) => ({ Component: TicketsPage })),
            },
            {
              path: '/tickets/new',
              lazy: () => import('../create/create-page.js').then(({ CreatePage }) => ({ Component: CreatePage })),
            },
            {
              path: '/tickets/:ticket',
              lazy: () => import('../ticket/ticket-page.js').then(({ TicketPage }) => ({ Component: TicketPage })),
            },
            {
              path: '/replies',
              lazy: () => import('../account/replies-page.js').then(({ RepliesPage }) => ({ Component: RepliesPage })),
            },
            {
              path: '/account',
              lazy: () => import('../account/account-page.js').then(({ AccountPage }) => ({ Component: AccountPage })),
            },
            { path: '/operations', element: <Navigate to="/operations/connections" replace /> },
            {
              path: '/operations/runs/:run',
              lazy: () => import('../operations/run-page.js').then(({ RunPage }) => ({ Component: RunPage })),
            },
            {
              path: '/operations/:part',
              lazy: () =>
                import('../operations/operations-page.js').then(({ OperationsPage }) => ({
                  Component: OperationsPage,
                })),
            },
            {
              path: '/operations/connections/:connection',
              lazy: () =>
                import('../operations/connection-page.js').then(({ ConnectionPage }) => ({
                  Component: ConnectionPage,
                })),
            },
            {
              path: '/migrations',
              lazy: () =>
                import('../migration/migrations-page.js').then(({ MigrationsPage }) => ({ Component: MigrationsPage })),
            },
            {
              path: '/migrations/:route',
              lazy: () =>
                import('../migration/migration-page.js').then(({ MigrationPage }) => ({ Component: MigrationPage })),
            },
            {
              path: '/administration/users',
              lazy: () => import('../administration/users-page.js').then(({ UsersPage }) => ({ Component: UsersPage })),
            },
            {
              path: '/administration/audit',
              lazy: () => import('../administration/audit-page.js').then(({ AuditPage }) => ({ Component: AuditPage })),
            },
            { path: '*', lazy: () => import('./nowhere.js').then(({ Nowhere }) => ({ Component: Nowhere })) },
          ],
        },
      ],
    },
  ]);
}
