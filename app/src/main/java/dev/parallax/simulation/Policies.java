package dev.parallax.simulation;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.server.SyncServer;
import java.util.List;
import java.util.stream.Stream;

/// The policies that a simulation changes between: the default schema with other rules for who may query posts.
final class Policies {
    private static final String START = "record Post {\n    @allow(query) {";
    private static final String END = "    @allow(insert, update, delete) { authorUserId";

    private static final List<Schema> ALL = Stream.of(
                    "Or(authorUserId == Session.userId, published == True, Session.role == \"admin\")",
                    "Or(authorUserId == Session.userId, published == True)",
                    "Or(published == True, Session.role == \"admin\")",
                    "exists workspace.members { userId == Session.userId }",
                    "Or(authorUserId == Session.userId, Session.role == \"admin\", "
                            + "And(published == True, exists workspace.members { userId == Session.userId }))")
            .map(Policies::schema)
            .toList();

    private Policies() {}

    static Schema first() {
        return ALL.getFirst();
    }

    static List<Schema> all() {
        return ALL;
    }

    private static Schema schema(String rule) {
        String text = SyncServer.defaultSchema();
        int start = text.indexOf(START);
        int end = text.indexOf(END, start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("the default schema has no such rule");
        }
        return SchemaLanguage.parseOrThrow(
                "simulation", text.substring(0, start) + START + " " + rule + " }\n" + text.substring(end));
    }
}
