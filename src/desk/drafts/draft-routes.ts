import type { DeskRoute } from '../desk-route.ts'

const ticket = '/tickets/:helpdesk/:id'
const draft = `${ticket}/drafts/:draft`
const sent = `${ticket}/sent/:item`
const subject = { kind: 'ticket', param: 'id' } as const

/** Drafts and what is sent, as parts of a ticket's page. */
export const draftRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: `${ticket}/drafts`,
    needs: 'agent',
    load: () => import('./show-panel.ts').then((m) => m.showPanel),
  },
  {
    method: 'POST',
    path: `${ticket}/drafts`,
    needs: 'agent',
    audit: { what: 'deskGenerateDraft', subject },
    load: () => import('./write-draft.ts').then((m) => m.writeDraft),
  },
  {
    method: 'GET',
    path: draft,
    needs: 'agent',
    load: () => import('./show-draft.ts').then((m) => m.showDraft),
  },
  {
    method: 'GET',
    path: `${draft}/compare`,
    needs: 'agent',
    load: () => import('./compare-versions.ts').then((m) => m.compareVersions),
  },
  {
    method: 'POST',
    path: `${draft}/refine`,
    needs: 'agent',
    audit: { what: 'deskRefineDraft', subject },
    load: () => import('./refine-draft.ts').then((m) => m.refineDraft),
  },
  {
    method: 'POST',
    path: `${draft}/edit`,
    needs: 'agent',
    // While somebody types: each version tells who and when, and nothing has left.
    audit: false,
    load: () => import('./edit-draft.ts').then((m) => m.editDraft),
  },
  {
    method: 'POST',
    path: `${draft}/restore`,
    needs: 'agent',
    audit: { what: 'deskRestoreDraft', subject },
    load: () => import('./restore-version.ts').then((m) => m.restoreVersion),
  },
  {
    method: 'POST',
    path: `${draft}/reject`,
    needs: 'agent',
    audit: { what: 'deskRejectDraft', subject },
    load: () => import('./reject-draft.ts').then((m) => m.rejectDraft),
  },
  {
    method: 'POST',
    path: `${ticket}/replies`,
    needs: 'agent',
    audit: { what: 'deskSendReply', subject },
    load: () => import('./send-text.ts').then((m) => m.sendReply),
  },
  {
    method: 'POST',
    path: `${ticket}/notes`,
    needs: 'agent',
    audit: { what: 'deskSendNote', subject },
    load: () => import('./send-text.ts').then((m) => m.sendNote),
  },
  {
    method: 'GET',
    path: sent,
    needs: 'agent',
    load: () => import('./show-item.ts').then((m) => m.showItem),
  },
  {
    method: 'POST',
    path: `${sent}/undo`,
    needs: 'agent',
    audit: { what: 'deskUndoSend', subject },
    load: () => import('./change-sent.ts').then((m) => m.undoSend),
  },
  {
    method: 'POST',
    path: `${sent}/retry`,
    needs: 'agent',
    audit: { what: 'deskRetrySend', subject },
    load: () => import('./change-sent.ts').then((m) => m.retrySend),
  },
  {
    method: 'GET',
    path: `${ticket}/calls`,
    needs: 'agent',
    load: () => import('./show-calls.ts').then((m) => m.showCalls),
  },
  {
    method: 'GET',
    path: `${ticket}/calls/:call`,
    needs: 'agent',
    load: () => import('./show-calls.ts').then((m) => m.downloadCall),
  },
  {
    method: 'GET',
    path: '/drafts/quality',
    needs: 'supervisor',
    load: () => import('./show-quality.ts').then((m) => m.showQuality),
  },
]
