package dev.parallax.ui.scenario;

import java.util.List;

/// What a person is asked for. Immutable.
///
/// @param title of the dialog, and the name of the kind
/// @param patterns such as `*.png`
public record FileKind(String title, List<String> patterns) {
    public FileKind {
        patterns = List.copyOf(patterns);
    }
}
