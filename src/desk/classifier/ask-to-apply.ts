import { describeCategory } from '../../classify/describe-category.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { Visitor } from '../visit.ts'

/** Asks once more before Relevo writes into tickets of a category by itself. Nothing was changed yet, and the trail says so: 409. */
export const askToApply = (category: string, { words, csrf, language }: Visitor): DeskAnswer => {
  const { classifier: texts, common } = words
  const name = describeCategory(category, language)
  return {
    kind: 'page',
    title: texts.applyTitle(name),
    place: 'classifier',
    status: 409,
    body: html`<div class="head"><h1>${texts.applyTitle(name)}</h1></div>
<section class="card"><p>${texts.applyMeans(name)}</p>
<form class="inline" method="post" action="/classifier/mode"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="category" value="${category}"><input type="hidden" name="mode" value="apply"><input type="hidden" name="sure" value="yes"><button class="primary">${texts.applySure}</button><a class="button" href="/classifier#triage">${common.cancel}</a></form></section>`,
  }
}
