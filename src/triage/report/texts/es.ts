import type { TriageReportTexts } from './triage-report-texts.ts'

export const es: TriageReportTexts = {
  language: 'es',
  titles: { backtest: 'Triaje: prueba con el pasado', shadow: 'Triaje: informe' },
  kinds: {
    backtest:
      'El pasado, repetido tal como llegó: cada ticket lo juzgó un modelo que solo conocía lo anterior a él.',
    shadow:
      'Lo que se predijo al llegar los tickets, frente a lo que los agentes dejaron en ellos al resolverlos.',
  },
  modes: { observe: 'observar', suggest: 'sugerir', apply: 'aplicar' },
  bases: {
    configured: 'configurado',
    shadow: 'agentes',
    training: 'entrenamiento',
    backtest: 'pasado',
    assumed: 'supuesto',
  },
  basesMean: {
    configured: 'lo dice la configuración',
    shadow: 'por lo que hicieron los agentes con tickets que solo se observaron',
    training: 'por textos apartados del entrenamiento',
    backtest: 'por el pasado',
    assumed: 'se midió demasiado poco; se cree en la confianza',
  },
  helpdesk: 'Mesa de ayuda',
  window: 'Tickets de',
  windowOf: (from, to) => `${from} a ${to}`,
  noWindow: 'todavía ninguno',
  models: 'Modelos',
  noModels: 'ninguno',
  made: 'Hecho',
  tickets: 'Tickets',
  seen: (tickets) => `${tickets} vistos`,
  judged: (tickets) => `${tickets} juzgados`,
  untold: (tickets) => `${tickets} sin lo que diría su categoría`,
  unsaid: (tickets) => `${tickets} de los que no se predijo nada`,
  leftOut: (tickets) =>
    `${tickets} apartados (abiertos, anteriores a lo aprendido, o escritos por el propio triaje)`,
  costs: 'Costes',
  costsOf: (wrong, manual, breakEven) =>
    `un ticket mal enviado ${wrong}, clasificarlo a mano ${manual}: escribir compensa donde acierta más del ${breakEven}`,
  headline: (written, right) =>
    `De cada 100 tickets, el triaje escribiría ${written}${
      right === null ? '' : `; de cada 100 que escribe, acierta en ${right}`
    }.`,
  headlineNone:
    'Con estos datos no compensaría escribir ningún ticket; todos quedan en manos de las personas.',
  saved: (time, wrongRoutes) =>
    `En los tickets juzgados eso ahorra ${time} (contando los mal enviados: ${wrongRoutes}).`,
  lost: (time, wrongRoutes) =>
    `En los tickets juzgados eso cuesta ${time} más que clasificar a mano (mal enviados: ${wrongRoutes}).`,
  writtenRight: (tickets) => `${tickets} escritos y correctos`,
  writtenWrong: (tickets) => `${tickets} escritos e incorrectos`,
  byHand: (tickets) => `${tickets} para las personas`,
  accuracy: 'Exactitud',
  accuracyMeans: 'de los tickets juzgados tienen la categoría predicha, con seguridad o sin ella',
  writtenPrecision: 'Correctos de lo escrito',
  writtenPrecisionMeans: 'de los tickets que alcanzan el umbral de su categoría',
  coverage: 'Escritos',
  coverageMeans: 'de los tickets juzgados alcanzan el umbral de su categoría',
  minutesSaved: 'Tiempo ahorrado',
  minutesSavedMeans: 'lo que ya no se clasifica a mano, menos lo que cuestan los mal enviados',
  ece: 'Error de calibración',
  eceMeans: 'cuánto se aparta la confianza de lo que resulta, de media',
  interval: (low, high) => `entre ${low} y ${high}, con un 95 % de certeza`,
  remarks: 'Lo que conviene saber',
  remark: {
    fewTickets: (tickets) => `Solo se pudieron juzgar ${tickets} tickets: tome las cifras como un indicio.`,
    oneCategory: (category, share) =>
      `El ${share} de los tickets son ${category}: aquí la exactitud dice poco; mire las categorías.`,
    noBetter: (accuracy, majority) =>
      `Un ${accuracy} de aciertos no es mejor, o apenas, que decir siempre la categoría más frecuente (${majority}).`,
    uncalibrated: (ece) =>
      `La confianza se desvía ${ece} de media: una cifra del 90 % no significa que acierte el 90 %.`,
    untold: (tickets, of) =>
      `${tickets} de ${of} tickets quedaron sin lo que diría su categoría, así que las cifras son solo de los demás. Dé a cada categoría un tipo, un grupo o una etiqueta propios.`,
    noModelYet: (tickets) =>
      `${tickets} tickets llegaron antes de que hubiera de qué aprender; de ellos no se predijo nada.`,
    ownWrites: (tickets, corrected) =>
      `El propio triaje escribió ${tickets} de los tickets, y los agentes corrigieron ${corrected} de ellos. No prueban nada; de las categorías que se escriben solo cuenta la parte que el azar dejó aparte, y por eso pesan menos en el conjunto.`,
    costsTime: (categories) => `Con su umbral, estas cuestan más tiempo del que ahorran: ${categories}.`,
    neverWritten: (categories) =>
      `Con estos datos escribir no compensa con ninguna confianza, y solo se escribe lo que deciden sus propias reglas: ${categories}.`,
    precisionNotShown: (categories) =>
      `Hay muy pocos tickets para mostrar que escribir compensa, así que se cree en su confianza: ${categories}. Déjelas en observar o sugerir hasta que haya más.`,
    noEvidence: (categories) => `De ningún ticket juzgado se dijo que fuera de estas: ${categories}.`,
    fewOfCategory: (categories) =>
      `De muy pocos tickets se dijo que fueran de estas para juzgar por ellos: ${categories}.`,
    unknownCategories: (categories) =>
      `Quedaron tickets en categorías que no están configuradas: ${categories}.`,
    rulesNotSure: (tickets) =>
      `Las reglas decidieron ${tickets} tickets por las categorías que trae Relevo. No se escriben: configure antes las suyas.`,
    rulesWrong: (categories) =>
      `Lo que decidieron las reglas falló tanto que escribirlo no compensa, así que solo se sugiere: ${categories}. Revise sus reglas.`,
    severalModels: (models) =>
      `Esto lo dijeron varios modelos (${models}); los umbrales son los del que está en uso.`,
  },
  categories: 'Categorías',
  categoriesMean:
    'Cada parte va con el margen en el que está la verdadera con un 95 % de certeza. Active una categoría cuando incluso el extremo bajo sea suficiente.',
  category: 'Categoría',
  mode: 'Modo',
  actual: 'Son',
  actualMeans: 'tickets que los agentes dejaron en ella',
  predicted: 'Dichos',
  predictedMeans: 'tickets de los que se dijo que eran de ella',
  precision: 'Precisión',
  precisionMeans: 'de los tickets de los que se dijo, la parte que lo es',
  recall: 'Encontrados',
  recallMeans: 'de los tickets que son de ella, la parte de la que se dijo',
  threshold: 'Umbral',
  thresholdMeans: 'desde esta confianza se escribe',
  never: 'nunca',
  chosenBy: 'Según',
  expected: 'Esperado',
  expectedMeans:
    'en los tickets por los que se eligió el umbral: la parte que se escribe, y la parte correcta de ella',
  written: 'Escritos',
  writtenMeans: 'tickets que alcanzan el umbral',
  right: 'Correctos',
  rightMeans: 'de los que alcanzan el umbral, la parte correcta',
  wrongRoutes: 'Mal',
  wrongRoutesMean: 'tickets que alcanzan el umbral y son incorrectos',
  saves: 'Ahorra',
  guide: (breakEven) =>
    `barra: margen del 95 % de lo correcto; línea: ${breakEven}, desde donde escribir compensa`,
  fields: 'Los campos por sí solos',
  fieldsMean: 'De los tickets con uno predicho que quedaron con alguno, los que tienen el mismo.',
  field: { group: 'Grupo', type: 'Tipo', priority: 'Prioridad' },
  thresholds: 'Umbrales',
  texts: 'Tickets',
  chosen: 'con los umbrales',
  confusions: 'Qué se confunde con qué',
  noMatrix: 'Hay más de 30 categorías, demasiadas para mostrar cuál se toma por cuál.',
  noTickets:
    'Todavía no hay ningún ticket por el que juzgar. Los tickets cuentan cuando los agentes los resuelven.',
  minutes: (minutes) => `${minutes} min`,
  hours: (hours) => `${hours} h`,
}
