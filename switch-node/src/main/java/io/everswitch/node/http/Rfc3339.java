package io.everswitch.node.http;

import java.time.Instant;

/**
 * Times as {@code 2026-11-22T15:04:05.678Z}. Written by hand because an answer holds up to a dozen of them and the JDK's
 * formatter would take a good part of the time that the whole answer takes. Pure.
 */
final class Rfc3339 {
    private static final int DAY_SECONDS = 86_400;
    /** Days from 0000-03-01, where years of 400 begin, to 1970-01-01. */
    private static final int EPOCH_SHIFT_DAYS = 719_468;

    private static final int ERA_DAYS = 146_097;

    private Rfc3339() {}

    static String format(Instant instant) {
        long seconds = instant.getEpochSecond();
        long days = Math.floorDiv(seconds, DAY_SECONDS);
        int second = (int) Math.floorMod(seconds, (long) DAY_SECONDS);
        // The calendar counted from March, so that the leap day is the last day of a year.
        long shifted = days + EPOCH_SHIFT_DAYS;
        long era = Math.floorDiv(shifted, ERA_DAYS);
        int dayOfEra = (int) Math.floorMod(shifted, (long) ERA_DAYS);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9999) {
            throw new IllegalArgumentException("RFC 3339 has years 0000 to 9999");
        }
        byte[] out = new byte[24];
        digits(out, 0, 4, (int) year);
        out[4] = '-';
        digits(out, 5, 2, month);
        out[7] = '-';
        digits(out, 8, 2, dayOfYear - (153 * marchMonth + 2) / 5 + 1);
        out[10] = 'T';
        digits(out, 11, 2, second / 3600);
        out[13] = ':';
        digits(out, 14, 2, second / 60 % 60);
        out[16] = ':';
        digits(out, 17, 2, second % 60);
        out[19] = '.';
        digits(out, 20, 3, instant.getNano() / 1_000_000);
        out[23] = 'Z';
        return new String(out, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] out, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
