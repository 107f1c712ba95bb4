import { auditOutcomeSchema, auditQuerySchema } from '../../../schemas/access.ts'
import type { AuditEntry } from '../../access/access.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
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
    who: field('who'),
    what: field('what'),
    subject: field('subject'),
    outcome: field('outcome'),
    cursor: field('cursor'),
  }
}

/** Who changed what, newest first. */
export const showAudit = async (visit: Visitor, { access }: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts, common } = visit.words
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
  const onward = new URLSearchParams({ ...given, cursor: next ?? '' })
  return settingsPage(
    visit,
    'audit',
    html`<section class="card" aria-labelledby="audit"><h2 id="audit">${texts.audit}</h2><p class="muted">${texts.auditMeans}</p>
<form class="filters" method="get" action="/settings/audit" role="search" aria-label="${texts.audit}">
<label>${texts.who}<input name="who" value="${fields.who}" autocomplete="off"></label>
<label>${texts.what}<input name="what" value="${fields.what}" autocomplete="off"></label>
<label>${texts.subject}<input name="subject" value="${fields.subject}" autocomplete="off"></label>
<label>${texts.outcome}<select name="outcome"><option value="">${texts.any}</option>${auditOutcomeSchema.options.map(
      (each) =>
        html`<option value="${each}"${each === fields.outcome ? html` selected` : null}>${texts.outcomes[each]}</option>`,
    )}</select></label>
<button>${common.filter}</button></form>
${
  entries.length === 0
    ? html`<p class="empty">${texts.noAudit}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.audit}: ${common.table}"><table>
<thead><tr><th scope="col">${texts.when}</th><th scope="col">${texts.who}</th><th scope="col">${texts.what}</th><th scope="col">${texts.subject}</th><th scope="col">${texts.outcome}</th></tr></thead>
<tbody>${entries.map((entry) => renderEntry(entry, visit))}</tbody></table></div>`
}
${next === null ? null : html`<p><a class="button" href="/settings/audit?${onward.toString()}">${common.more}</a></p>`}</section>`,
  )
}

const renderSubject = (subject: AuditEntry['subject']): Markup => {
  if (subject === null) return html`–`
  const text = `${subject.kind} ${subject.id}`
  return subject.kind === 'handoff' ? html`<a href="/handoffs/${subject.id}">${text}</a>` : html`${text}`
}

const renderEntry = ({ at, who, what, subject, outcome }: AuditEntry, { words, write }: Visitor): Markup =>
  html`<tr><td>${write.time(at)}</td><td>${who}</td><td><code>${what}</code></td><td>${renderSubject(subject)}</td><td><span class="state ${outcomeClass[outcome]}">${words.settings.outcomes[outcome]}</span></td></tr>`
