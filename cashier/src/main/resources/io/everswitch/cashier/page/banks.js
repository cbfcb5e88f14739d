import { h, setAttribute } from './dom.js';
import { Field } from './fields.js';
import { bankName } from './format.js';
import { currentLanguage, t } from './texts.js';

/** Nothing would be tried there now. */
function isAway(bank) {
  return bank.status === 'unavailable' || bank.status === 'maintenance';
}

/**
 * Chooses a bank from a list that is searched by typing, in either language: the combobox pattern of ARIA 1.2. The focus
 * stays in the text field; arrows move through the list, Enter chooses, Escape closes.
 */
export class BankField extends Field {
  constructor(banks, model, announce) {
    const list = h('ul', { id: 'bank-list', class: 'options', role: 'listbox', 'aria-label': t('bank_list'), hidden: true });
    super({
      id: 'bank',
      label: t('bank'),
      hint: t('bank_hint'),
      model,
      format: (text) => text.slice(0, 80),
      check: () => this.problem(),
      trailing: list,
      attributes: {
        role: 'combobox',
        autocomplete: 'off',
        'aria-autocomplete': 'list',
        'aria-expanded': 'false',
        'aria-controls': 'bank-list',
        keydown: (event) => this.key(event),
        click: () => this.open(''),
      },
    });
    this.banks = [...banks].sort((a, b) => this.name(a).localeCompare(this.name(b), currentLanguage()));
    this.list = list;
    this.announce = announce;
    this.shown = [];
    this.active = -1;
    const chosen = this.chosen();
    if (chosen) {
      this.input.value = this.name(chosen);
    }
    // Keeps the focus in the field while the pointer chooses.
    list.addEventListener('mousedown', (event) => event.preventDefault());
  }

  name(bank) {
    return bankName(bank, currentLanguage());
  }

  chosen() {
    return this.banks.find((bank) => bank.id === this.model.bankId) ?? null;
  }

  problem() {
    const chosen = this.chosen();
    if (chosen) {
      return isAway(chosen) ? 'bank_away' : null;
    }
    return this.input.value.trim() === '' ? 'bank_empty' : 'bank_unknown';
  }

  typed() {
    const text = this.input.value.trim();
    const exact = this.banks.find((bank) => this.words(bank).some((word) => word === text.toLowerCase()));
    this.model.bankId = exact?.id ?? null;
    this.open(text);
    super.typed();
  }

  left() {
    const only = this.input.value.trim() !== '' && this.shown.length === 1 && !this.chosen() ? this.shown[0] : null;
    if (only) {
      this.choose(only);
    }
    this.close();
    super.left();
  }

  words(bank) {
    return [bank.id, bank.name_en ?? '', bank.name_zh ?? ''].map((word) => word.toLowerCase());
  }

  open(text) {
    const query = text.toLowerCase();
    this.shown = this.banks.filter((bank) => this.words(bank).some((word) => word.includes(query)));
    this.active = -1;
    this.list.replaceChildren(
      ...this.shown.map((bank, index) =>
        h(
          'li',
          {
            id: `bank-option-${index}`,
            role: 'option',
            'aria-selected': String(bank.id === this.model.bankId),
            'aria-disabled': String(isAway(bank)),
            class: isAway(bank) ? 'away' : null,
            click: () => {
              if (this.choose(bank)) {
                this.close();
              }
            },
          },
          h('span', {}, this.name(bank)),
          this.aside(bank) ? h('span', { class: 'aside' }, this.aside(bank)) : null,
        ),
      ),
      ...(this.shown.length === 0 ? [h('li', { class: 'none', role: 'option', 'aria-disabled': 'true' }, t('bank_none'))] : []),
    );
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    setAttribute(this.input, 'aria-activedescendant', null);
    const count = this.shown.length;
    this.announce(count === 0 ? t('bank_none') : count === 1 ? t('bank_count_one') : t('bank_count', { count }));
  }

  /** How the bank is comes before its other name: it is what the payer has to know now. */
  aside(bank) {
    if (isAway(bank)) {
      return t(bank.status === 'maintenance' ? 'bank_maintenance' : 'bank_unavailable');
    }
    return bank.status === 'degraded' ? t('bank_degraded') : this.otherName(bank);
  }

  otherName(bank) {
    const other = bankName(bank, currentLanguage() === 'zh' ? 'en' : 'zh');
    return other === this.name(bank) ? null : other;
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    setAttribute(this.input, 'aria-activedescendant', null);
  }

  /** False for a bank that cannot be used now: the list stays open for another choice. */
  choose(bank) {
    if (isAway(bank)) {
      this.announce(t('bank_away'));
      return false;
    }
    this.model.bankId = bank.id;
    this.model.bank = this.name(bank);
    this.input.value = this.name(bank);
    this.show(null);
    return true;
  }

  key(event) {
    const opened = !this.list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!opened) {
        this.open(this.chosen() ? '' : this.input.value.trim());
      }
      this.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && opened) {
      event.preventDefault();
      const bank = this.shown[this.active] ?? (this.shown.length === 1 ? this.shown[0] : null);
      if (!bank || this.choose(bank)) {
        this.close();
      }
    } else if (event.key === 'Escape' && opened) {
      event.preventDefault();
      this.close();
    }
  }

  move(step) {
    if (this.shown.length === 0) {
      return;
    }
    this.active =
      this.active < 0 && step < 0 ? this.shown.length - 1 : (this.active + step + this.shown.length) % this.shown.length;
    [...this.list.children].forEach((item, index) => item.classList.toggle('active', index === this.active));
    const item = this.list.children[this.active];
    this.input.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  }
}
