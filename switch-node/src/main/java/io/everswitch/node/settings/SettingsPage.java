package io.everswitch.node.settings;

import java.util.List;
import java.util.Map;

/**
 * A part of what stands at one version.
 *
 * @param after what was asked for: the last path of the page before, empty for the first page
 * @param layers path → its layers, in the order of the paths
 * @param next the last path of this page; empty if nothing follows
 */
record SettingsPage(long version, String after, Map<String, List<Layer>> layers, String next) {}
