import type { ReportTexts } from './report-texts.ts'

export const es: ReportTexts = {
  language: 'es',
  titles: { training: 'Informe de entrenamiento', evaluation: 'Informe de evaluación' },
  targets: { category: 'Categoría', type: 'Tipo', group: 'Grupo', priority: 'Prioridad' },
  dropReasons: {
    empty: 'sin contenido',
    'too-short': 'demasiado corto para decir algo',
    automatic: 'respuesta automática o aviso de entrega fallida',
    duplicate: 'el mismo texto otra vez',
    conflicting: 'el mismo texto, clasificado de otra forma',
    'no-label': 'sin clasificar',
    'rare-class': 'muy pocos textos de su clase',
    'not-a-priority': 'su prioridad no es ninguna que Relevo conozca',
    untouched: 'nadie lo ha visto todavía',
    broken: 'una línea que no se pudo leer',
    erased: 'su texto se borró',
    deleted: 'eliminado en la mesa de ayuda',
    merged: 'unido a otro ticket',
    added: 'añadido a un ticket que ya existía',
    'not-the-customer': 'no lo empezó un cliente',
  },
  model: 'Modelo',
  from: 'Textos de',
  made: 'Fecha',
  window: (from, to) => `del ${from} al ${to}`,
  encoder: 'Codificador',
  read: (read, dropped) => `${read} textos leídos, ${dropped} descartados`,
  readAll: (read) => `${read} textos leídos, ninguno descartado`,
  dropped: 'Textos descartados',
  reason: 'Motivo',
  texts: 'Textos',
  countTexts: (texts) => `${texts} ${texts === '1' ? 'texto' : 'textos'}`,
  countClasses: (classes) => `${classes} ${classes === '1' ? 'clase' : 'clases'}`,
  trainedIn: (seconds) => `entrenado en ${seconds} s`,
  settings: 'Ajustes',
  seed: 'Semilla',
  version: 'Relevo',
  howJudged: {
    training: 'Cada texto lo evaluó un modelo que no había aprendido ni de él ni de otros casi iguales.',
    evaluation:
      'Los textos los evaluó el modelo tal como es; no deben estar entre los que sirvieron para entrenarlo.',
  },
  filed: (decided, right) =>
    `De cada 100 tickets, ${decided} se ${decided === 1 ? 'clasifica solo' : 'clasifican solos'}${
      right === null ? '' : `; de cada 100 de estos, ${right} ${right === 1 ? 'está' : 'están'} bien`
    }.`,
  filedNone:
    'No está lo bastante seguro para clasificar ningún ticket por sí solo; todos esperan a una persona.',
  filedRight: (texts) => `${texts} bien clasificados`,
  filedWrong: (texts) => `${texts} mal clasificados`,
  waiting: (texts) => `${texts} para una persona`,
  threshold: (threshold) => `Decide a partir de una confianza de ${threshold}; por debajo no se pronuncia.`,
  basis: {
    shown: (wanted) =>
      `Con textos que no había visto quedó demostrado, con una certeza del 95 %, que al menos el ${wanted} de lo que decide es correcto.`,
    assumed: (wanted) =>
      `Son muy pocos textos para demostrar que el ${wanted} de lo que decide es correcto, así que solo decide lo que su confianza respalda.`,
    given: (wanted) => `El umbral venía dado; debería ser correcto el ${wanted} de lo que decide.`,
  },
  strangers: (abstained, texts) =>
    `De ${texts} textos que no son de ninguna clase, dejó ${abstained} sin decidir, como debe ser.`,
  accuracy: 'Exactitud',
  accuracyMeans: 'de los textos tiene la clase correcta como primera respuesta',
  macroF1: 'Macro-F1',
  macroF1Means: 'media de todas las clases; las pequeñas cuentan como las grandes',
  ece: 'Error de calibración',
  eceMeans: 'cuánto se aparta la confianza de lo que resulta, de media',
  majority: (label, accuracy) => `Decir «${label}» de todo acertaría el ${accuracy}.`,
  warnings: 'Lo que conviene saber',
  warning: {
    fewTexts: (texts) => `Solo hay ${texts} textos: tome las cifras como orientativas.`,
    smallClasses: (classes, examples) =>
      `${classes} con menos de 10 textos, muy pocos para aprender de ellos o evaluar con ellos: ${examples}.`,
    oneClass: (label, share) =>
      `El ${share} de los textos es «${label}»: la exactitud dice poco; fíjese en el macro-F1 y en las clases.`,
    noBetter: (accuracy, majority) =>
      `Acertar el ${accuracy} no es mejor, o apenas, que decir siempre la clase más frecuente (${majority}): puede que los textos no digan cuál es la clase.`,
    smallLanguages: (languages) =>
      `De algunos idiomas hay muy pocos textos para aprender de ellos o evaluar con ellos: ${languages}.`,
    uncalibrated: (ece) =>
      `La confianza se desvía ${ece} de media: un 90 % no significa que el 90 % sea correcto.`,
    precisionNotShown: (wanted, texts) =>
      `Con ${texts} textos no se pudo demostrar que el ${wanted} de lo que decide sea correcto. Con más textos, o pidiendo menos, decidirá más.`,
  },
  classes: 'Clases',
  worstClasses: 'Peores clases',
  moreClasses: (classes) =>
    classes === '1' ? 'Hay 1 clase más, mejor que estas.' : `Hay ${classes} clases más, mejores que estas.`,
  class: 'Clase',
  answered: 'Respuestas',
  precision: 'Precisión',
  precisionMeans: 'de los textos que se dieron por suyos, la parte que lo es',
  recall: 'Cobertura',
  recallMeans: 'de sus textos, la parte que se encontró',
  f1: 'F1',
  languages: 'Idiomas',
  languageName: 'Idioma',
  unknownLanguage: 'desconocido',
  noClass: 'ninguna',
  confusions: 'Qué se confunde con qué',
  confusionsMeans:
    'Cada fila reparte los textos de una clase según la respuesta que recibieron. La diagonal es lo correcto.',
  confusionsPart: (shown, of) => `Las ${shown} clases con más errores, de ${of}.`,
  rightClass: 'Clase correcta',
  answer: 'Respuesta',
  noConfusions: 'No se confundió nada.',
  reliability: '¿Significa la confianza lo que dice?',
  reliabilityMeans: (ece) =>
    `Los puntos sobre la línea, sí: de las respuestas con una confianza del 80 %, es correcto el 80 %. Por encima el modelo es demasiado modesto; por debajo, demasiado seguro. Se desvía ${ece} de media (ECE). Las barras son intervalos del 95 %; los puntos más grandes son más textos.`,
  confidence: 'Confianza',
  shareRight: 'Correctos',
  perfect: 'lo ideal',
  coverage: 'Cuánto decide, y cuánto de eso es correcto',
  coverageMeans:
    'Cuanto más decide un modelo por sí solo, más se equivoca en ello. El umbral elige en qué punto de la curva trabaja.',
  shareDecided: 'Decididos',
  chosen: (threshold) => `elegido: desde ${threshold}`,
  wanted: (precision) => `se pide: ${precision}`,
  nothingDecided: 'No decide nada.',
  learning: 'Qué aportarían más etiquetas',
  learningMeans:
    'Cada punto es un entrenamiento con una parte de los textos; la línea discontinua sigue la ley de potencias que mejor se les ajusta.',
  learningNone: 'No se probó qué aportarían más etiquetas.',
  rising: (more, points, what) => `${more} etiquetas más aportarían unos ${points} puntos más de ${what}.`,
  risingBoth: (more, accuracy, macroF1) =>
    `${more} etiquetas más aportarían unos ${accuracy} puntos más de exactitud y ${macroF1} más de macro-F1.`,
  flat: (what) => `Con más etiquetas del mismo tipo apenas mejoraría en ${what}.`,
  unknown: {
    'few-points': 'Son muy pocos textos para probar con menos, y así saber qué aportarían más etiquetas.',
    narrow: 'Son muy pocos textos para decir qué aportarían más etiquetas.',
    noisy: 'Los resultados con menos textos varían demasiado para decir qué aportarían más etiquetas.',
  },
  withMore: (more) => `con ${more} más`,
  labelErrors: 'Tickets que pueden estar mal clasificados',
  labelErrorsMeans:
    'El modelo está tan seguro de otra clase como cuando acierta. Algunos de estos son errores suyos: revíselos y corrija los demás antes del próximo entrenamiento.',
  labelError: (reference, label, predicted, confidence) =>
    `${reference} está en «${label}», parece «${predicted}» (${confidence})`,
  noLabelErrors: 'Ninguno destaca.',
  reference: 'Ticket',
  filedAs: 'Está en',
  looksLike: 'Parece',
  mergeable: 'Clases que conviene unir o describir mejor',
  mergeableMeans: 'Se confunden entre sí, en ambos sentidos, más de lo que explica el azar.',
  merge: (one, other, mistakes, share, gain) =>
    `«${one}» y «${other}» se confundieron entre sí ${mistakes} veces (${share} de sus textos). Como una sola clase, la exactitud subiría ${gain} puntos.`,
  noMergeable: 'No hay dos clases que se confundan entre sí más de lo que explica el azar.',
  table: 'Como tabla',
  seeHtml: 'Todas las clases y los gráficos están en el informe HTML.',
  none: 'ninguno',
}
