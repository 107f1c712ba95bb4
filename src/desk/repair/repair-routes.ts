import type { DeskRoute } from '../desk-route.ts'

const one = { kind: 'handoff', param: 'id' } as const

/** The repair desk. */
export const repairRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/repair',
    needs: 'supervisor',
    load: () => import('./show-repair.ts').then(({ showRepair }) => showRepair),
  },
  {
    method: 'GET',
    path: '/repair/reason/:key',
    needs: 'supervisor',
    load: () => import('./show-reason.ts').then(({ showReason }) => showReason),
  },
  {
    method: 'POST',
    path: '/repair/many',
    needs: 'supervisor',
    audit: {
      what: ({ what }) =>
        what === 'dismiss' ? 'deskDismissMany' : what === 'set' ? 'deskChangeMany' : 'deskRepairMany',
    },
    load: () => import('./run-bulk.ts').then(({ runBulk }) => runBulk),
  },
  {
    method: 'GET',
    path: '/repair/:id',
    needs: 'supervisor',
    load: () =>
      import('./show-handoff.ts').then(
        ({ showHandoff }) =>
          (visit, desk) =>
            showHandoff(visit, desk),
      ),
  },
  {
    method: 'GET',
    path: '/repair/:id/state',
    needs: 'supervisor',
    load: () => import('./show-handoff.ts').then(({ showState }) => showState),
  },
  {
    method: 'POST',
    path: '/repair/:id',
    needs: 'supervisor',
    audit: { what: 'deskRepairHandoff', subject: one },
    load: () => import('./change-handoff.ts').then(({ changeHandoff }) => changeHandoff),
  },
  {
    method: 'POST',
    path: '/repair/:id/dismiss',
    needs: 'supervisor',
    audit: { what: 'deskDismissHandoff', subject: one },
    load: () => import('./change-handoff.ts').then(({ dismissHandoff }) => dismissHandoff),
  },
  {
    method: 'GET',
    path: '/repair/:id/rule',
    needs: 'admin',
    load: () => import('./make-rule.ts').then(({ showRule }) => showRule),
  },
  {
    method: 'POST',
    path: '/repair/:id/rule/preview',
    needs: 'admin',
    audit: false,
    load: () => import('./make-rule.ts').then(({ previewRule }) => previewRule),
  },
  {
    method: 'POST',
    path: '/repair/:id/rule',
    needs: 'admin',
    audit: { what: 'deskAddRule', subject: one },
    load: () => import('./make-rule.ts').then(({ writeRuleToFile }) => writeRuleToFile),
  },
]
