import type { DeskRoute } from '../desk-route.ts'
import { modeDeed } from './mode-deed.ts'

/** The model in use, its figures, triage's switches, and which model is next. */
export const classifierRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/classifier',
    needs: 'supervisor',
    load: () => import('./show-classifier.ts').then((module) => module.showClassifier),
  },
  {
    method: 'GET',
    path: '/classifier/models/:name/figures',
    needs: 'supervisor',
    load: () => import('./show-model-figures.ts').then((module) => module.showModelFigures),
  },
  {
    method: 'GET',
    path: '/classifier/shadow/:helpdesk',
    needs: 'supervisor',
    load: () => import('./show-shadow.ts').then((module) => module.showShadow),
  },
  {
    method: 'GET',
    path: '/classifier/errors',
    needs: 'supervisor',
    load: () => import('./show-errors.ts').then((module) => module.showErrors),
  },
  {
    method: 'POST',
    path: '/classifier/mode',
    needs: 'supervisor',
    audit: { what: modeDeed },
    load: () => import('./switch-triage.ts').then((module) => module.setMode),
  },
  {
    method: 'POST',
    path: '/classifier/stop',
    needs: 'supervisor',
    audit: { what: 'deskStopTriage' },
    load: () => import('./switch-triage.ts').then((module) => module.stopTriage),
  },
  {
    method: 'POST',
    path: '/classifier/resume',
    needs: 'supervisor',
    audit: { what: 'deskResumeTriage' },
    load: () => import('./switch-triage.ts').then((module) => module.resumeTriage),
  },
  {
    method: 'POST',
    path: '/classifier/learn',
    needs: 'supervisor',
    audit: { what: 'deskLearn' },
    load: () => import('./change-model.ts').then((module) => module.learnNow),
  },
  {
    method: 'POST',
    path: '/classifier/models/:name/promote',
    needs: 'admin',
    audit: { what: 'deskPromoteModel', subject: { kind: 'model', param: 'name' } },
    load: () => import('./change-model.ts').then((module) => module.promoteModel),
  },
  {
    method: 'POST',
    path: '/classifier/roll-back',
    needs: 'admin',
    audit: { what: 'deskRollBackModel' },
    load: () => import('./change-model.ts').then((module) => module.rollBackModel),
  },
]
