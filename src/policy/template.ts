/** A template that was parsed. Rendering never throws: what exceeds the limits is told. */
export class Template {
  readonly render: (variables: () => object) => RenderResult
  constructor(render: (variables: () => object) => RenderResult) {
    this.render = render
  }
}

export type RenderResult = { ok: true; text: string } | { ok: false; message: string }
