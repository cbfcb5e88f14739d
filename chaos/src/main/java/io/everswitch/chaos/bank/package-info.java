/**
 * The bank simulator: hundreds of banks over real sockets, with their own books, which misbehave on request. Written from
 * {@code docs/bank-protocols.md} alone and independent of the switch's adapters.
 *
 * <p>What the page leaves open, and what is done here:
 *
 * <ul>
 *   <li>A payment is decided and written to the books when its request arrives; the latency is the time that the bank takes
 *       to tell. So a reversal can never overtake the commit of a payment that it should undo.
 *   <li>A reversal of an unknown reference is remembered (also over a restart) and answered 25 or 404. A payment that comes
 *       later under that reference is refused with 94: the switch must ask or reverse again, and will hear once more that
 *       there is nothing. A flat decline would be wrong for it, because 94 also stands for "the first one did arrive".
 *   <li>A reversal of a declined payment is answered 25 or 404 too: nothing was done, and nothing will be.
 *   <li>A payment that was refunded, also in part, cannot be reversed: 12 or 409. A reversal of another amount: 13.
 *   <li>A refund of an unknown, declined or foreign payment is refused with 12, of a reversed one or of more than is left
 *       with 57; the refusal stays for that reference.
 *   <li>An unanswered ({@code hang}) payment of the families over HTTP gets no callback either; {@code late_reply_ms} brings
 *       both, late. A charge without a {@code callback_url} is answered 200 at once, with the result.
 *   <li>An ISO 20022 bank says AGNT where it refuses to undo, whatever the reason. It believes the ids of a later message: its
 *       books hold the end-to-end id alone.
 *   <li>{@code hang_*} is for payments and refunds; reversals and queries are always answered. Faults of the wire ({@code
 *       reset_mid_frame_rate}, {@code garbage_rate}, {@code duplicate_callback_rate}) hit every answer about money. Amounts
 *       steer payments only, and a steered payment (05, 51, 91, 68, 69, 77) knows no chance but its latency.
 *   <li>{@code down} closes the port of an ISO 8583 channel. HTTP channels share a port: it closes when all of them are
 *       down; until then a request to one that is down finds its connection cut.
 *   <li>A financial request before sign-on, and anything that cannot be parsed, ends the connection.
 * </ul>
 */
@NullMarked
package io.everswitch.chaos.bank;

import org.jspecify.annotations.NullMarked;
