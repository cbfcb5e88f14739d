package io.everswitch.channel;

import io.everswitch.channel.catalog.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A protocol family: what its channels say in the catalog, and how one is made of that. {@code Protocol} lists the families;
 * nothing else knows them one by one. Stateless, thread-safe.
 */
public interface ChannelFamily {
    /** The catalog's sections that belong to the family, each with its keys; families may share a section. */
    Map<String, Set<String>> sections();

    /**
     * Reports unknown keys of mappings inside the family's sections.
     *
     * @param own a channel's or a profile's own mapping, without what it takes from profiles
     */
    default void onlyKnownInside(Section own) {}

    /** Whether a bank of the family can be asked what became of an attempt; if not, unknown attempts are reversed. */
    default boolean answersQueries() {
        return true;
    }

    /**
     * Reads and checks the family's sections of one channel. Whatever is wrong is told to the input's section; sections of
     * other families were refused before.
     *
     * @return one record per section, to be found again by its type; what could not be read is left out
     */
    List<Record> read(FamilyInput input);

    /** Called once per process; what the family's channels share is made here. */
    ChannelMaker maker(ChannelTools tools);
}
