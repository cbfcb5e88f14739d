import { BankField } from './banks.js';
import {
  accountOf,
  brandOf,
  checkAccount,
  checkCvc,
  checkExpiry,
  checkNumber,
  digitsOf,
  expiryDigits,
  expiryOf,
  expiryText,
  grouped,
  longest,
  numberComplete,
} from './checks.js';
import { h, icon, ICONS } from './dom.js';
import { Field } from './fields.js';
import { t } from './texts.js';

/** What a payer typed; lives as long as it may be needed and not longer. */
export function emptyModel() {
  return { method: 'card', number: '', expiry: '', cvc: '', bank: '', bankId: null, account: '', errors: {} };
}

/** The security code is never kept for a second try; all else is only wiped when no try can follow. */
export function forget(model, everything) {
  Object.assign(model, everything ? emptyModel() : { cvc: '', errors: {} });
}

/** The form of the two means of payment. */
export class PayForm {
  constructor({ model, banks, amountText, now, notice, announce, submit }) {
    this.model = model;
    this.now = now;
    this.amountText = amountText;
    this.onSubmit = submit;
    this.card = this.cardFields();
    this.account = [new BankField(banks, model, announce), this.accountField()];
    this.cardPart = h('div', { class: 'fields card-fields' }, ...this.card.map((field) => field.element));
    this.accountPart = h('div', { class: 'fields account-fields' }, ...this.account.map((field) => field.element));
    this.problem = h('p', { id: 'form-problem', class: 'notice bad', role: 'alert', hidden: true });
    this.button = h('button', { id: 'pay', type: 'submit', class: 'primary' });
    this.heading = h('h2', { id: 'panel-heading', tabindex: '-1' }, t('how'));
    this.element = h(
      'form',
      { class: 'pay-form', novalidate: true, autocomplete: 'on', submit: (event) => this.submitted(event) },
      notice,
      this.heading,
      this.methods(banks.length > 0),
      this.cardPart,
      this.accountPart,
      this.problem,
      this.button,
    );
    this.showMethod();
    this.showBrand();
    this.setBusy(false, false);
  }

  methods(withAccounts) {
    const choice = (value) =>
      h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'radio',
          name: 'method',
          value,
          id: `method-${value}`,
          checked: this.model.method === value,
          change: () => {
            this.model.method = value;
            this.showMethod();
          },
        }),
        h('span', {}, t(value)),
      );
    return h(
      'fieldset',
      { class: 'methods', hidden: !withAccounts },
      h('legend', { class: 'unseen' }, t('how')),
      choice('card'),
      choice('bank_account'),
    );
  }

  cardFields() {
    const { model } = this;
    const digits = () => digitsOf(model.number);
    this.brand = h('span', { class: 'brand', id: 'brand', 'aria-live': 'polite' });
    const keys = { inputmode: 'numeric' };
    this.number = new Field({
      id: 'number',
      label: t('number'),
      model,
      format: (text) => grouped(digitsOf(text).slice(0, longest(brandOf(digitsOf(text)).lengths))),
      check: () => checkNumber(digits()),
      complete: () => numberComplete(digits()),
      changed: () => this.showBrand(),
      aside: this.brand,
      attributes: {
        ...keys,
        autocomplete: 'cc-number',
        'aria-describedby': 'number-error brand',
      },
    });
    this.number.hint.remove();
    const expiry = new Field({
      id: 'expiry',
      label: t('expiry'),
      hint: t('expiry_hint'),
      model,
      format: (text) => this.formatExpiry(text),
      check: () => checkExpiry(expiryDigits(model.expiry), this.now()),
      complete: () => expiryDigits(model.expiry).length === 4,
      attributes: { ...keys, autocomplete: 'cc-exp', maxlength: '9' },
    });
    this.cvc = new Field({
      id: 'cvc',
      label: t('cvc'),
      hint: t('cvc_hint'),
      model,
      format: (text) => digitsOf(text).slice(0, longest(brandOf(digits()).cvc)),
      check: () => checkCvc(model.cvc, digits()),
      attributes: { ...keys, autocomplete: 'cc-csc' },
    });
    return [this.number, expiry, this.cvc];
  }

  formatExpiry(text) {
    const before = this.model.expiry;
    // Deleting the separator deletes the digit before it, or one could never get past it.
    const deleting = text.length < before.length && before.startsWith(text) && /^\d\d ?\/? ?$/.test(text);
    return expiryText(deleting ? digitsOf(text).slice(0, text.length < 3 ? 2 : 1) : expiryDigits(text));
  }

  accountField() {
    const { model } = this;
    return new Field({
      id: 'account',
      label: t('account'),
      hint: t('account_hint'),
      model,
      format: (text) => text.slice(0, 48),
      check: () => checkAccount(accountOf(model.account)),
      complete: () => /[^0-9A-Za-z\s-]/.test(model.account) || accountOf(model.account).length > 34,
      attributes: { autocomplete: 'off' },
    });
  }

  showMethod() {
    this.cardPart.hidden = this.model.method !== 'card';
    this.accountPart.hidden = this.model.method !== 'bank_account';
  }

  showBrand() {
    const brand = brandOf(digitsOf(this.model.number));
    this.brand.textContent = brand.name;
    this.cvc.setHint(longest(brand.cvc) === 4 && brand.cvc.length === 1 ? t('cvc_hint_four') : t('cvc_hint'));
    if (this.model.cvc !== '') {
      this.cvc.typed();
    }
  }

  fields() {
    return this.model.method === 'card' ? this.card : this.account;
  }

  submitted(event) {
    event.preventDefault();
    if (this.button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    this.showProblem(null);
    const wrong = this.fields().filter((field) => !field.validate());
    if (wrong.length > 0) {
      wrong[0].focus();
      return;
    }
    this.onSubmit(this.paymentMethod());
  }

  paymentMethod() {
    const { model } = this;
    if (model.method === 'bank_account') {
      return { type: 'bank_account', bank_account: { bank: model.bankId, account: accountOf(model.account) } };
    }
    const { month, year } = expiryOf(expiryDigits(model.expiry));
    return {
      type: 'card',
      card: { number: digitsOf(model.number), exp_month: month, exp_year: year, cvc: model.cvc },
    };
  }

  /** Busy keeps the focus on the button (aria-disabled, not disabled), so that a screen reader is not lost. */
  setBusy(busy, timeUp) {
    this.element.classList.toggle('busy', busy);
    this.element.setAttribute('aria-busy', String(busy));
    this.button.setAttribute('aria-disabled', String(busy || timeUp));
    this.button.replaceChildren(
      ...(busy ? [h('span', { class: 'spinner small' }), t('paying')] : timeUp ? [t('time_up')] : [icon(ICONS.lock), this.amountText()]),
    );
    this.element.querySelectorAll('input').forEach((input) => {
      input.readOnly = busy;
      if (input.type === 'radio') {
        input.disabled = busy;
      }
    });
  }

  showProblem(key) {
    this.problem.hidden = key === null;
    this.problem.textContent = key === null ? '' : t(key);
  }

  /** Marks the fields that the switch did not accept; answers whether there was any that the payer can see. */
  showErrors(errors) {
    const names = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc', bank: 'bank', account: 'account' };
    const ids = errors.map((error) => names[String(error.field ?? '').split(/[./]/).pop()]);
    const wrong = this.fields().filter((field) => ids.includes(field.id));
    wrong.forEach((field) => field.show(field.check() ?? 'refused_field'));
    wrong[0]?.focus();
    return wrong.length > 0;
  }
}
