import { auditOutcomeSchema, auditQuerySchema } from '../../../schemas/access.ts'
import type { AuditEntry } from '../../access/access.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { describeDeed, describeDoer, describeSubject, type Names } from './describe-deed.ts'
import { settingsPage } from './render-settings.ts'

const perPage = 50
const outcomeClass = { done: 'good', refused: 'warn', failed: 'bad', unknown: 'warn' } as const

const fieldsOf = ({
  query,
}: Visitor): { who: string; what: string; subject: string; outcome: string; cursor: string } => {
  const field = (name: string): string => {
    const value = query[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    // People are told by their address.
    who: field('who').replace(/^(?=[^:]+@)/, 'user:'),
    what: field('what'),
    subject: field('subject'),
    outcome: field('outcome'),
    cursor: field('cursor'),
  }
}

/** Who changed what, newest first. */
export const showAudit = async (visit: Visitor, { access, users }: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts, common, audit: plain } = visit.words
  const fields = fieldsOf(visit)
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  const parsed = auditQuerySchema.safeParse({ ...given, limit: perPage })
  // What is no filter finds nothing; it is shown as it was typed, to be mended.
  const { who, what, subject, outcome, cursor } = parsed.success ? parsed.data : {}
  const { entries, next } = parsed.success
    ? await access.trail.list({
        limit: perPage,
        ...(who === undefined ? {} : { who }),
        ...(what === undefined ? {} : { what }),
        ...(subject === undefined ? {} : { subject }),
        ...(outcome === undefined ? {} : { outcome }),
        ...(cursor === undefined ? {} : { cursor }),
      })
    : { entries: [], next: null }
  const people = entries.length === 0 ? [] : await users.list()
  const names: Names = new Map(
    people.flatMap(({ id, email, name }) => [
      [`user:${email}`, name],
      [id, name],
    ]),
  )
  const onward = new URLSearchParams({ ...given, cursor: next ?? '' })
  return settingsPage(
    visit,
    'audit',
    html`<section class="card" aria-labelledby="audit"><h2 id="audit">${texts.audit}</h2><p class="muted">${texts.auditMeans}</p>
<form class="filters" method="get" action="/settings/audit" role="search" aria-label="${texts.audit}">
<label>${texts.who}<input name="who" value="${fields.who.replace(/^user:/, '')}" autocomplete="off" placeholder="${plain.whoHint}"></label>
<label>${texts.what}${renderDeeds(fields.what, visit)}</label>
<label>${texts.subject}<input name="subject" value="${fields.subject}" autocomplete="off" placeholder="${plain.subjectHint}"></label>
<label>${texts.outcome}<select name="outcome"><option value="">${texts.any}</option>${auditOutcomeSchema.options.map(
      (each) =>
        html`<option value="${each}"${each === fields.outcome ? html` selected` : null}>${texts.outcomes[each]}</option>`,
    )}</select></label>
<button>${common.filter}</button></form>
${
  entries.length === 0
    ? html`<p class="empty">${texts.noAudit}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.audit}: ${common.table}"><table class="as-cards">
<thead><tr><th scope="col">${texts.when}</th><th scope="col">${texts.who}</th><th scope="col">${texts.what}</th><th scope="col">${texts.subject}</th><th scope="col">${texts.outcome}</th></tr></thead>
<tbody>${entries.map((entry) => renderEntry(entry, names, visit))}</tbody></table></div>`
}
${next === null ? null : html`<p><a class="button" href="/settings/audit?${onward.toString()}">${common.more}</a></p>`}</section>`,
  )
}

/** Each deed that has words, in the order of these; one that has none stays chosen. */
const renderDeeds = (chosen: string, visit: Visitor): Markup => {
  const { settings: texts, audit } = visit.words
  const known = Object.keys(audit.deeds)
  const choices = [...known, ...(chosen === '' || known.includes(chosen) ? [] : [chosen])]
    .map((what) => ({ what, text: describeDeed(what, visit), isApi: !what.startsWith('desk') }))
    .sort((one, other) => one.text.localeCompare(other.text, visit.language))
  return html`<select name="what"><option value="">${texts.any}</option>${choices.map(
    ({ what, text, isApi }) =>
      html`<option value="${what}"${what === chosen ? html` selected` : null}>${text}${isApi ? ` (${what})` : ''}</option>`,
  )}</select>`
}

const renderSubject = (subject: AuditEntry['subject'], names: Names, visit: Visitor): Markup => {
  if (subject === null) return html`–`
  const text = describeSubject(subject, names, visit)
  return subject.kind === 'handoff' ? html`<a href="/handoffs/${subject.id}">${text}</a>` : html`${text}`
}

const renderEntry = (
  { at, who, what, subject, outcome }: AuditEntry,
  names: Names,
  visit: Visitor,
): Markup => {
  const { words, write } = visit
  const { settings: texts } = words
  return html`<tr><td>${write.time(at)}</td><td data-label="${texts.who}"><span title="${who}">${describeDoer(who, names, visit)}</span></td><td data-label="${texts.what}"><span title="${what}">${describeDeed(what, visit)}</span></td><td data-label="${texts.subject}">${renderSubject(subject, names, visit)}</td><td data-label="${texts.outcome}"><span class="state ${outcomeClass[outcome]}">${texts.outcomes[outcome]}</span></td></tr>`
}
