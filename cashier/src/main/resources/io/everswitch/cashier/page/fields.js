import { h, icon, ICONS, setAttribute } from './dom.js';
import { t } from './texts.js';

/**
 * A text field with its label, hint and error. The model keeps the text, so that the field can be made anew in another
 * language; check() answers with the key of an error, or null.
 */
export class Field {
  constructor({ id, label, hint, attributes, model, format, check, complete, changed, trailing, aside }) {
    this.id = id;
    this.model = model;
    this.format = format;
    this.check = check;
    this.complete = complete ?? (() => false);
    this.changed = changed ?? (() => {});
    this.hint = h('p', { id: `${id}-hint`, class: 'hint' }, hint);
    this.error = h('p', { id: `${id}-error`, class: 'error', hidden: true });
    this.input = h('input', {
      id,
      name: id,
      type: 'text',
      required: true,
      autocapitalize: 'off',
      spellcheck: 'false',
      'aria-describedby': `${id}-hint ${id}-error`,
      ...attributes,
      input: () => this.typed(),
      blur: () => this.left(),
    });
    this.input.value = this.format(model[id] ?? '');
    this.element = h(
      'div',
      { class: `field field-${id}` },
      h('div', { class: 'label' }, h('label', { for: id }, label), aside),
      h('div', { class: 'control' }, this.input, trailing),
      this.hint,
      this.error,
    );
    if (model.errors[id]) {
      this.show(model.errors[id]);
    }
  }

  typed() {
    const before = this.input.value;
    const after = this.format(before);
    if (after !== before) {
      this.rewrite(before, after);
    }
    this.model[this.id] = after;
    const error = this.check();
    // Complain early only when nothing that follows could mend it; praise at once.
    if (error === null || this.model.errors[this.id] || this.complete()) {
      this.show(error);
    }
    this.changed();
  }

  /** Puts the caret behind the same digit as before. */
  rewrite(before, after) {
    const caret = this.input.selectionStart ?? before.length;
    const solid = (text) => text.replace(/[^0-9A-Za-z０-９]/g, '').length;
    const atEnd = caret >= before.length;
    const wanted = solid(before.slice(0, caret));
    this.input.value = after;
    let at = 0;
    while (at < after.length && solid(after.slice(0, at)) < wanted) {
      at++;
    }
    const place = atEnd ? after.length : at;
    this.input.setSelectionRange(place, place);
  }

  left() {
    if (this.input.value !== '') {
      this.show(this.check());
    }
  }

  /** Checks and shows; answers whether all is well. */
  validate() {
    const error = this.check();
    this.show(error);
    return error === null;
  }

  show(error) {
    this.model.errors[this.id] = error;
    setAttribute(this.input, 'aria-invalid', error ? 'true' : null);
    this.element.classList.toggle('invalid', Boolean(error));
    this.error.hidden = !error;
    this.error.replaceChildren(...(error ? [icon(ICONS.bang, 'icon small'), t(error)] : []));
  }

  setHint(text) {
    if (this.hint.textContent !== text) {
      this.hint.textContent = text;
    }
  }

  focus() {
    this.input.focus();
  }
}
