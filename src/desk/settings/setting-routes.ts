import type { DeskRoute } from '../desk-route.ts'
import type { Visitor } from '../visit.ts'

/** Pausing and resuming are one address: a form says which is wanted. */
const pausing =
  (pause: string, resume: string) =>
  ({ on }: Visitor['form']): string =>
    on === 'no' ? resume : pause

/** What is safe to click: pauses, keys, the audit trail. Everything else stays in the file. */
export const settingRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/settings',
    needs: 'admin',
    load: () => import('./show-pauses.ts').then((module) => module.showPauses),
  },
  {
    method: 'POST',
    path: '/settings/sources/:name',
    needs: 'admin',
    audit: { what: pausing('deskPauseSource', 'deskResumeSource') },
    load: () => import('./switch-pauses.ts').then((module) => module.pauseSource),
  },
  {
    method: 'POST',
    path: '/settings/llm',
    needs: 'admin',
    audit: { what: pausing('deskPauseLlm', 'deskResumeLlm') },
    load: () => import('./switch-pauses.ts').then((module) => module.pauseLlm),
  },
  {
    method: 'POST',
    path: '/settings/triage',
    needs: 'admin',
    audit: { what: pausing('deskStopTriage', 'deskResumeTriage') },
    load: () => import('./switch-pauses.ts').then((module) => module.pauseTriage),
  },
  {
    method: 'GET',
    path: '/settings/keys',
    needs: 'admin',
    load: () => import('./show-keys.ts').then((module) => module.showKeys),
  },
  {
    method: 'POST',
    path: '/settings/keys',
    needs: 'admin',
    audit: { what: 'deskCreateKey' },
    load: () => import('./change-keys.ts').then((module) => module.createKey),
  },
  {
    method: 'POST',
    path: '/settings/keys/:id/revoke',
    needs: 'admin',
    audit: { what: 'deskRevokeKey', subject: { kind: 'key', param: 'id' } },
    load: () => import('./change-keys.ts').then((module) => module.revokeKey),
  },
  {
    method: 'GET',
    path: '/settings/audit',
    needs: 'admin',
    load: () => import('./show-audit.ts').then((module) => module.showAudit),
  },
  {
    method: 'GET',
    path: '/settings/rules',
    needs: 'admin',
    load: () => import('./show-rules.ts').then((module) => module.showRules),
  },
  {
    method: 'POST',
    path: '/settings/rules',
    needs: 'admin',
    audit: { what: 'deskSaveRules' },
    load: () => import('./save-rules.ts').then((module) => module.saveRules),
  },
  {
    method: 'POST',
    path: '/settings/rules/check',
    needs: 'admin',
    audit: false,
    load: () => import('./check-rules.ts').then((module) => module.checkRules),
  },
  {
    method: 'POST',
    path: '/settings/rules/try',
    needs: 'admin',
    audit: false,
    load: () => import('./try-rules.ts').then((module) => module.tryRules),
  },
  {
    method: 'POST',
    path: '/settings/rules/explain',
    needs: 'admin',
    audit: false,
    load: () => import('./explain-rules.ts').then((module) => module.explainRules),
  },
]
