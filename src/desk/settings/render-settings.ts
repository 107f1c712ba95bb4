import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { Visitor } from '../visit.ts'

const paths = {
  pauses: '/settings',
  users: '/settings/users',
  keys: '/settings/keys',
  rules: '/settings/rules',
  audit: '/settings/audit',
} as const
export type SettingsPlace = keyof typeof paths

const places = Object.keys(paths) as SettingsPlace[]

/** A page of the settings, with the way to the others. */
export const settingsPage = (
  { words }: Visitor,
  here: SettingsPlace,
  body: Markup,
  rest: { status?: number; styles?: string[]; scripts?: string[] } = {},
): DeskAnswer => {
  const { settings: texts } = words
  return {
    kind: 'page',
    title: `${texts.places[here]} · ${texts.title}`,
    place: 'settings',
    ...rest,
    body: html`<div class="head"><h1>${texts.title}</h1><nav class="places" aria-label="${texts.tabs}"><ul>${places.map(
      (place) =>
        html`<li><a href="${paths[place]}"${place === here ? html` aria-current="page"` : null}>${texts.places[place]}</a></li>`,
    )}</ul></nav></div>
${body}`,
  }
}
