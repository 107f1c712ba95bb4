import { basename } from 'node:path'
import type { AboutTarget, ListedBundle, Target } from '../../classify/bundles/bundle.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { shorten } from '../../ops/text-width.ts'
import { exitCode, isSet } from '../command.ts'
import { renderTable } from '../table.ts'
import { momentText, percentText, sizeText } from './figure-text.ts'
import type { ModelVerb } from './model-verb.ts'

/** A line of the table: a target of a model, or a model that has none. What is the same for all its targets stands in the first. */
interface Line {
  bundle: ListedBundle
  isFirst: boolean
  target: { target: Target; about: AboutTarget } | null
}

const linesOf = (bundle: ListedBundle): Line[] => {
  const targets = bundle.about?.targets ?? []
  return targets.length === 0
    ? [{ bundle, isFirst: true, target: null }]
    : targets.map((target, at) => ({ bundle, isFirst: at === 0, target }))
}

/** Every model with its figures on texts that were held out of its training, newest first. */
export const listModels: ModelVerb = async ({ store, config, told }, parsed, terminal) => {
  const bundles = await store.list()
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(`${JSON.stringify({ models: bundles })}\n`)
    return exitCode.ok
  }
  if (bundles.length === 0)
    terminal.stdout.write('There is no model. Train one on your own tickets: relevo train --help\n')
  else terminal.stdout.write(render(bundles.flatMap(linesOf), terminal))
  for (const { fault } of bundles)
    if (fault !== null && !told.has(fault)) terminal.stderr.write(`relevo: ${plainText(fault)}\n`)
  const { model } = config.classification
  if (model !== 'auto')
    terminal.stderr.write(
      `classification.model is "${model}" in the configuration: services ${model === 'none' ? 'ask no model' : 'use what ships'}, whatever is promoted here.\n`,
    )
  return exitCode.ok
}

const render = (lines: Line[], { stdout }: Terminal): string => {
  const once = (text: (bundle: ListedBundle) => string) => (line: Line) =>
    line.isFirst ? text(line.bundle) : ''
  const figure = (text: (about: AboutTarget) => string) => (line: Line) =>
    line.target === null ? '' : text(line.target.about)
  return renderTable(
    lines,
    [
      { title: 'name', cell: once(({ name }) => name) },
      {
        title: 'in use',
        cell: once(({ inUse, fault }) => (fault === null ? (inUse ? 'yes' : '') : 'damaged')),
      },
      { title: 'trained', cell: once(({ about }) => (about === null ? '' : momentText(about.trainedAt))) },
      { title: 'from', cell: once(({ about }) => shorten(plainText(namesOf(about?.from ?? '')), 30)) },
      { title: 'target', cell: ({ target }) => target?.target ?? '' },
      { title: 'texts', cell: figure(({ texts }) => String(texts)), align: 'right' },
      { title: 'classes', cell: figure(({ classes }) => String(classes)), align: 'right' },
      { title: 'accuracy', cell: figure(({ accuracy }) => percentText(accuracy)), align: 'right' },
      { title: 'macro-F1', cell: figure(({ macroF1 }) => percentText(macroF1)), align: 'right' },
      {
        title: 'decides',
        cell: figure(({ coverage, precision }) =>
          coverage === 0 ? 'nothing' : `${percentText(coverage)} at ${percentText(precision)}`,
        ),
        align: 'right',
      },
      { title: 'size', cell: once(({ bytes }) => (bytes === 0 ? '' : sizeText(bytes))), align: 'right' },
    ],
    stdout.isTTY === true,
  )
}

/** Files without their folders. */
const namesOf = (from: string): string =>
  from
    .split(', ')
    .map((path) => basename(path))
    .join(', ')
