package io.everswitch.channel;

import io.everswitch.channel.catalog.Section;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import java.util.List;
import java.util.Map;

/**
 * A channel of the catalog as its family sees it while it is read.
 *
 * @param section the channel's own mapping with its profiles; a family reads its sections as children of it
 * @param self what stands for {@code {id}} in texts: the channel's id, or a word where it has none
 * @param realBank true if money moves: secrets and addresses must be better then
 * @param overrides what the channel says of codes beside the family's table
 */
public record FamilyInput(
        Section section,
        String self,
        boolean realBank,
        List<MeansKind> methods,
        Map<String, AttemptAnswer.Kind> overrides) {
    public FamilyInput {
        methods = List.copyOf(methods);
        overrides = Map.copyOf(overrides);
    }
}
