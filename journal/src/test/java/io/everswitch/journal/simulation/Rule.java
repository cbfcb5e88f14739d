package io.everswitch.journal.simulation;

/** The rules of the journal protocol; each can be switched off to see what it is for. */
enum Rule {
    /** A read that starts an actor is written back to the backups before anybody relies on it. */
    CLAIM_WRITES_BACK,
    /** An append extends the last number; another's fact under that number refuses it. */
    APPEND_EXTENDS,
    /** An indeterminate answer is repeated until it is certain. */
    REPEAT_UNTIL_CERTAIN,
    /** Evicted are only closed, archived and old histories, and old ones that are not found are asked of the archive. */
    AGE_DECIDES,
    /** What a spool holds is put back before its node is ready, and again after a loss. */
    SPOOL_RETURNS,
    /** After a loss nothing that is missing is called missing until every remembered spool is back. */
    IN_DOUBT,
    /** A spool's history that is older than retention is put back only after the archive was asked. */
    OLD_ASKS_ARCHIVE,
    /** After a split the smaller side's facts are united with the larger side's. */
    MERGE_UNITES,
    /** Two stores hold what is acknowledged, the working set among them. */
    TWO_COPIES,
    /** A spool forgets only what is archived and older than retention. */
    SPOOL_KEEPS,
    /** The archive is filled from what stands, not from a spool. */
    ARCHIVE_FROM_STANDING,

    // Those below are not in the design; the simulation asked for them.

    /** The spool is written after the working set has accepted: it never holds a fact that the judge refused. */
    JUDGE_FIRST,
    /** While a partition is in doubt, what is found in it is not served either: it may be too short. */
    DOUBT_HIDES_FOUND,
    /** "There is nothing" is confirmed by the backups, too, before anybody relies on it. */
    ABSENCE_IS_PROVEN,
    /** Doubt is looked at where and when a request is carried out, so a late one does not slip in. */
    DOUBT_AT_PRIMARY,
    /** What the working set said before a loss is void when it comes to writing the spool or acknowledging. */
    YES_ENDS_WITH_LOSS,
    /** A side that fell below members-min is void: its memory counts for nothing and all of it is in doubt. */
    MINORITY_IS_VOID,
    /** Members-min is more than half of all nodes. */
    MAJORITY,
    /** The archive never takes a sick spool's place: after a loss nobody would remember to wait for it. */
    NO_STAND_IN,
    /** What is archived is in a spool, too, before. */
    ARCHIVE_AFTER_SPOOL,
    /** A merge brings no history back that is older than retention and not there any more. */
    MERGE_MINDS_AGE
}
