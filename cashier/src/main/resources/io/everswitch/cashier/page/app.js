import { h, icon, ICONS } from './dom.js';
import { emptyModel, forget, PayForm } from './form.js';
import { countdown, money, webAddress } from './format.js';
import { isFinal, Problem, Session } from './session.js';
import { currentLanguage, locale, otherLanguage, t, useLanguage } from './texts.js';
import { declineNotice, VIEWS, viewOf } from './views.js';

const RETURN_S = 5; // long enough to read that it worked
const SLOW_MS = 10_000; // then a payer begins to wonder
const TICK_MS = 500;
const TIME_UP_ASK_MS = 2_000;

export function start(root, announcer) {
  new App(root, announcer).open();
}

class App {
  constructor(root, announcer) {
    this.root = root;
    this.announcer = announcer;
    this.model = emptyModel();
    this.view = 'loading';
    this.sending = false;
    this.state = null;
    this.form = null;
    this.shownText = '';
    this.processingSince = 0;
    this.returning = null;
    this.returnAt = 0;
    this.timeUpAskedAt = 0;
    this.announcedMinutes = new Set();
    this.session = new Session(window.location.pathname.replace(/\/+$/, ''), {
      changed: (state) => this.changed(state),
      offline: (offline) => this.showOffline(offline),
      missing: () => this.show('missing'),
    });
  }

  open() {
    this.build();
    this.session.open();
    setInterval(() => this.tick(), TICK_MS);
  }

  // What the switch says

  changed(state) {
    this.state = state;
    const next = viewOf(state.payment);
    if (next !== 'form' && next !== 'waiting') {
      this.sending = false;
    }
    if (isFinal(state.payment)) {
      forget(this.model, true);
    }
    if (next === 'succeeded' && this.view !== 'succeeded' && webAddress(state.payment.return_url)) {
      this.returning = RETURN_S;
      this.returnAt = Date.now() + RETURN_S * 1_000;
    }
    this.show(next);
  }

  async pay(paymentMethod) {
    this.sending = true;
    this.form.setBusy(true, false);
    this.announce(t('paying'));
    let problem = null;
    let errors = [];
    try {
      await this.session.pay(paymentMethod);
    } catch (error) {
      if (error instanceof Problem && error.chargeState !== 'possible' && error.status < 500) {
        errors = error.errors;
        problem = errors.length > 0 ? 'problem_fields' : 'problem_refused';
        await this.session.refresh();
      } else if (error instanceof Problem && error.chargeState === 'none') {
        problem = 'problem_refused';
        await this.session.refresh();
      } else {
        // Nobody knows whether it was heard: only the switch may say that one can try again.
        this.form?.showProblem('problem_unsure');
        await this.askUntilHeard();
      }
    }
    this.sending = false;
    if (this.form) {
      this.form.setBusy(false, this.isTimeUp());
      this.form.showProblem(problem);
      if (errors.length > 0 && !this.form.showErrors(errors)) {
        this.form.showProblem('problem_refused');
      }
    }
  }

  async askUntilHeard() {
    while (!(await this.session.refresh()) && !this.session.ended) {
      await new Promise((wake) => setTimeout(wake, TIME_UP_ASK_MS));
    }
  }

  // What the payer sees

  show(view) {
    const key = view === 'form' ? this.formKey() : JSON.stringify(this.state?.payment ?? null);
    if (view === this.view && key === this.shownKey) {
      return;
    }
    const first = this.view === 'loading';
    // Another decline is another view, though the form stays.
    const moved = view !== this.view || view === 'form';
    if (view === 'processing' && view !== this.view) {
      this.processingSince = Date.now();
    }
    if (view === 'form' && !first) {
      forget(this.model, false);
      this.sending = false;
    }
    this.view = view;
    this.shownKey = key;
    this.build();
    if (!first) {
      if (moved) {
        this.focusHeading();
      }
      this.announcePanel();
    }
  }

  /** The form is made anew only when something changed that it shows: nobody loses the place where he types. */
  formKey() {
    const { payment } = this.state;
    return JSON.stringify([payment.status, payment.last_attempt, payment.amount, payment.currency]);
  }

  build() {
    this.form = null;
    const panel = h('section', { class: 'panel', 'aria-labelledby': 'panel-heading' }, this.panelContent());
    this.main = h(
      'main',
      { class: this.state ? 'layout' : 'layout single', 'data-view': this.view },
      this.state ? this.summary() : null,
      panel,
    );
    this.offlineBar = h('p', { class: 'offline', role: 'status', hidden: true }, icon(ICONS.bang, 'icon small'), h('span', {}, t('offline')));
    this.root.replaceChildren(this.header(), this.offlineBar, this.main, h('footer', {}, h('p', {}, t('footer'))));
    const merchant = this.state?.payment.merchant_name;
    document.title = merchant ? t('title', { merchant }) : t('title_plain');
    this.showOffline(this.isOffline ?? false);
    this.showTime();
  }

  panelContent() {
    if (this.view !== 'form') {
      return VIEWS[this.view]({
        payment: this.state?.payment ?? {},
        banks: this.state?.banks ?? [],
        amount: this.amount(),
        slow: this.isSlow(),
        returning: this.returning,
        stay: () => this.stay(),
      });
    }
    this.form = new PayForm({
      model: this.model,
      banks: this.state.banks,
      amountText: () => t('pay', { amount: this.amount() }),
      now: () => this.session.now(),
      notice: declineNotice(this.state.payment, this.state.banks),
      announce: (text) => this.announce(text),
      submit: (paymentMethod) => this.pay(paymentMethod),
    });
    this.form.setBusy(this.sending, this.isTimeUp());
    return this.form.element;
  }

  header() {
    const other = otherLanguage();
    return h(
      'header',
      {},
      h('span', { class: 'mark', 'aria-hidden': 'true' }, icon('M5 8h14M5 16h14M15 4l4 4-4 4M9 12l-4 4 4 4')),
      h(
        'button',
        { id: 'language', type: 'button', class: 'language', lang: other, click: () => this.switchLanguage(other) },
        other === 'zh' ? '中文' : 'English',
      ),
    );
  }

  summary() {
    const { payment } = this.state;
    const line = (key, value) => (value ? h('div', {}, h('dt', {}, t(key)), h('dd', { id: `order-${key}` }, value)) : null);
    this.time = h('dd', { id: 'time-left', class: 'numbers', role: 'timer', 'aria-live': 'off' });
    this.timeLine = h('div', { class: 'time', hidden: true }, h('dt', {}, t('time_left')), this.time);
    return h(
      'section',
      { class: 'summary', 'aria-label': t('summary') },
      h('p', { class: 'pay-to' }, t('pay_to')),
      h('h1', { id: 'merchant' }, payment.merchant_name),
      h('p', { id: 'amount', class: this.amount().length > 13 ? 'amount long numbers' : 'amount numbers' }, this.amount()),
      h(
        'dl',
        {},
        line('description', payment.description),
        line('order', payment.merchant_order_id),
        this.timeLine,
      ),
    );
  }

  amount() {
    const payment = this.state?.payment;
    return payment ? money(payment.amount, payment.currency, payment.currency_exponent, locale()) : '';
  }

  switchLanguage(language) {
    useLanguage(language);
    this.build();
    document.getElementById('language').focus();
    this.announce(t('language_name'));
  }

  stay() {
    this.returning = null;
    this.build();
    document.getElementById('return')?.focus();
  }

  focusHeading() {
    const heading = document.getElementById('decline-heading') ?? document.getElementById('panel-heading');
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'nearest' });
  }

  announcePanel() {
    const part = this.view === 'form' ? document.getElementById('decline') : this.main.querySelector('.result');
    if (part) {
      this.announce([...part.querySelectorAll('h2, p:not(.returning)')].map((element) => element.textContent).join(' '));
    }
  }

  announce(text) {
    this.announcer.textContent = text;
  }

  showOffline(offline) {
    this.isOffline = offline;
    this.offlineBar.hidden = !offline;
  }

  // What time does

  tick() {
    this.showTime();
    if (this.view === 'processing' && this.isSlow()) {
      const text = document.getElementById('processing-text');
      if (text.textContent !== t('processing_long')) {
        text.textContent = t('processing_long');
        this.announce(text.textContent);
      }
    }
    if (this.returning !== null) {
      this.tickReturn();
    }
  }

  tickReturn() {
    const seconds = Math.max(0, Math.ceil((this.returnAt - Date.now()) / 1_000));
    this.returning = seconds;
    const text = document.getElementById('return-seconds');
    if (text) {
      text.textContent = t('return_in', { seconds });
    }
    if (seconds === 0) {
      this.returning = null;
      window.location.assign(webAddress(this.state.payment.return_url));
    }
  }

  isSlow() {
    return this.processingSince > 0 && Date.now() - this.processingSince > SLOW_MS;
  }

  /** Seconds left to pay; null if it does not matter any more. */
  secondsLeft() {
    const end = Date.parse(this.state?.payment.expires_at ?? '');
    if (Number.isNaN(end) || !['form', 'waiting'].includes(this.view)) {
      return null;
    }
    return Math.max(0, Math.ceil((end - this.session.now().getTime()) / 1_000));
  }

  isTimeUp() {
    return this.secondsLeft() === 0;
  }

  showTime() {
    const left = this.secondsLeft();
    if (!this.state || !this.timeLine) {
      return;
    }
    this.timeLine.hidden = left === null;
    if (left === null) {
      return;
    }
    this.time.textContent = left === 0 ? t('time_up') : countdown(left);
    this.timeLine.classList.toggle('soon', left <= 60);
    this.announceTime(left);
    if (left === 0) {
      this.timeUp();
    }
  }

  announceTime(left) {
    const minutes = Math.ceil(left / 60);
    if ((minutes === 5 || minutes === 1) && left > 0 && !this.announcedMinutes.has(minutes)) {
      this.announcedMinutes.add(minutes);
      this.announce(minutes === 1 ? t('minute_left') : t('minutes_left', { minutes }));
    }
  }

  /** The switch decides when it is over; until it does, nothing more can be sent from here. */
  timeUp() {
    if (this.form && !this.sending) {
      this.form.setBusy(false, true);
    }
    if (Date.now() - this.timeUpAskedAt > TIME_UP_ASK_MS && !this.sending) {
      this.timeUpAskedAt = Date.now();
      this.session.refresh();
    }
  }
}
