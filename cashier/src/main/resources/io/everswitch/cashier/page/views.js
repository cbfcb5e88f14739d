import { h, icon, ICONS } from './dom.js';
import { clock, means, webAddress } from './format.js';
import { declineReason } from './reasons.js';
import { isFinal } from './session.js';
import { currentLanguage, locale, t } from './texts.js';

/** Which view a payment is shown in. */
export function viewOf(payment) {
  if (isFinal(payment)) {
    return payment.status;
  }
  if (payment.status === 'processing') {
    return String(payment.outcome).toLowerCase() === 'unknown' ? 'unknown' : 'processing';
  }
  return payment.can_pay ? 'form' : 'waiting';
}

/** What stands above the form after a decline; null before the first try. */
export function declineNotice(payment, banks) {
  if (payment.status !== 'requires_action' || !payment.last_attempt) {
    return null;
  }
  const reason = declineReason(payment.last_attempt);
  return h(
    'div',
    { class: 'notice bad', id: 'decline', role: 'group' },
    h('h2', { class: 'notice-title', id: 'decline-heading', tabindex: '-1' }, t(reason === 'decline_unavailable' ? 'again_unavailable' : 'again')),
    h('p', { id: 'decline-reason' }, t(reason)),
    h('p', {}, t('again_hint')),
    payment.masked_means ? h('p', { class: 'aside' }, t('tried_with', { means: means(payment.masked_means, banks, currentLanguage()) })) : null,
  );
}

function result(kind, picture, title, ...content) {
  return h(
    'div',
    { class: `result ${kind}` },
    h('span', { class: 'badge' }, picture),
    h('h2', { id: 'panel-heading', tabindex: '-1' }, title),
    ...content,
  );
}

function meansLine(key, payment, banks) {
  return payment.masked_means
    ? h('p', { class: 'aside means' }, t(key, { means: means(payment.masked_means, banks, currentLanguage()) }))
    : null;
}

function returnLink(payment, className) {
  const address = webAddress(payment.return_url);
  return address
    ? h('a', { id: 'return', class: className, href: address, rel: 'noreferrer' }, t('return_now', { merchant: payment.merchant_name }))
    : null;
}

function spinner() {
  return h('span', { class: 'spinner', 'aria-hidden': 'true' });
}

function checkTime(payment) {
  const time = payment.next_check_at ? clock(payment.next_check_at, locale()) : null;
  return time ? t('unknown_check', { time }) : t('unknown_check_soon');
}

/** The views without a form, by name. */
export const VIEWS = {
  loading: () => result('quiet', spinner(), t('loading')),
  missing: () => result('bad', icon(ICONS.question), t('missing'), h('p', {}, t('missing_text'))),
  waiting: () => result('quiet', icon(ICONS.clock), t('waiting'), h('p', {}, t('waiting_text'))),
  processing: ({ payment, banks, slow }) =>
    result(
      'quiet',
      spinner(),
      t('processing'),
      h('p', { id: 'processing-text' }, t(slow ? 'processing_long' : 'processing_text')),
      meansLine('paying_with', payment, banks),
    ),
  unknown: ({ payment, banks }) =>
    result(
      'warn',
      icon(ICONS.clock),
      t('unknown'),
      h('p', { id: 'unknown-text' }, t('unknown_text')),
      h('p', { class: 'strong', id: 'unknown-warning' }, t('unknown_warning')),
      h('p', { id: 'unknown-check', class: 'numbers' }, checkTime(payment)),
      h('p', { class: 'aside' }, t('unknown_leave')),
      meansLine('paying_with', payment, banks),
    ),
  succeeded: ({ payment, banks, amount, returning, stay }) =>
    result(
      'good',
      icon(ICONS.ok),
      t('succeeded'),
      h('p', {}, t('succeeded_text', { amount, merchant: payment.merchant_name })),
      meansLine('paid_with', payment, banks),
      returnLink(payment, 'primary') ?? h('p', { class: 'aside' }, t('stay_text')),
      returning === null
        ? null
        : h(
            'p',
            { class: 'aside returning' },
            h('span', { id: 'return-seconds', class: 'numbers' }, t('return_in', { seconds: returning })),
            h('button', { id: 'stay', type: 'button', class: 'link', click: stay }, t('return_stay')),
          ),
    ),
  failed: ({ payment }) =>
    result(
      'bad',
      icon(ICONS.cross),
      t('failed'),
      payment.last_attempt ? h('p', { id: 'failed-reason' }, t(declineReason(payment.last_attempt))) : null,
      h('p', {}, t('failed_text')),
      returnLink(payment, 'secondary'),
    ),
  canceled: ({ payment }) =>
    result('quiet', icon(ICONS.cross), t('canceled'), h('p', {}, t('canceled_text')), returnLink(payment, 'secondary')),
  expired: ({ payment }) =>
    result('quiet', icon(ICONS.clock), t('expired'), h('p', {}, t('expired_text')), returnLink(payment, 'secondary')),
};
