package dev.parallax.server.engine;

import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Draws schemas whose query permissions ask about links in every way, and transactions and sessions for them. Few
/// values, so that they often meet. The same seed always draws the same.
final class RandomLinks {
    private static final int IDS = 6;
    private static final int USERS = 4;
    private static final int LEVELS = 3;

    private static final Map<String, List<String>> ATOMS = Map.of(
            "Doc",
                    List.of(
                            "ownerId == Session.userId",
                            "open == True",
                            "Session.role == \"admin\"",
                            "exists team { active == True }",
                            "exists team.members { userId == Session.userId }",
                            "exists team.members { And(userId == Session.userId, level >= Session.level) }",
                            "exists team.members { Or(userId == Session.userId, level == Session.level) }",
                            "exists team.members { userId != Session.userId }",
                            "exists team.members { True }",
                            "exists team.members { userId in [1, 2] }",
                            "exists team.members { updatedAt > 0 }",
                            "exists team.members.team { active == True }",
                            "exists parent { open == True }",
                            "exists parent { ownerId == Session.userId }",
                            "exists children { ownerId == Session.userId }",
                            "exists children.children { open == True }",
                            "exists parent.team.members { userId == Session.userId }",
                            "exists marks { level <= Session.level }"),
            "Team",
                    List.of(
                            "active == True",
                            "Session.role == \"admin\"",
                            "exists members { userId == Session.userId }",
                            "exists members { Session.role == \"admin\" }",
                            "exists docs { ownerId == Session.userId }",
                            "exists docs.children { open == True }"),
            "Member",
                    List.of(
                            "userId == Session.userId",
                            "exists team { active == True }",
                            "exists team.members { userId == Session.userId }",
                            "exists team.docs { ownerId == Session.userId }"),
            "Mark", List.of("level == Session.level", "exists doc.team.members { userId == Session.userId }", "True"));

    private final Random random;

    RandomLinks(long seed) {
        random = new Random(seed);
    }

    String schema() {
        return """
                session {
                    userId Int?
                    role   String
                    level  Int?
                }
                record Doc {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    teamId Int?
                    parentId Int?
                    ownerId Int
                    open Bool
                    title String
                    team @link(teamId, Team.id)
                    parent @link(parentId, Doc.id)
                    children @link(Doc.parentId)
                    marks @link(Mark.place)
                }
                record Team {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    active Bool
                    title String
                    members @link(Member.teamId)
                    docs @link(Doc.teamId)
                }
                record Member {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    teamId Int?
                    userId Int?
                    level Int
                    team @link(teamId, Team.id)
                }
                record Mark {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    place Float?
                    level Int
                    doc @link(place, Doc.id)
                }
                """.formatted(condition("Doc", 2), condition("Team", 1), condition("Member", 1), condition("Mark", 1));
    }

    /// Values for the session block.
    Map<String, @Nullable Object> session() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("userId", oneIn(8) ? null : (Object) (1L + random.nextInt(USERS)));
        values.put("role", oneIn(5) ? "admin" : "user");
        values.put("level", oneIn(6) ? null : (Object) (long) random.nextInt(LEVELS));
        return values;
    }

    /// A batch of one operation or a few. One that meets a row that is not there fails with all of them.
    ObjectNode batch() {
        ObjectNode body = Json.object();
        ArrayNode operations = body.putArray("operations");
        int count = oneIn(2) ? 1 : 1 + random.nextInt(4);
        for (int index = 0; index < count; index++) {
            operations.add(operation());
        }
        return body;
    }

    Random random() {
        return random;
    }

    private ObjectNode operation() {
        String record = List.of("Doc", "Doc", "Team", "Member", "Member", "Member", "Mark")
                .get(random.nextInt(7));
        ObjectNode args = Json.object();
        int kind = random.nextInt(10);
        if (kind >= 5) {
            args.put("id", 1 + random.nextInt(IDS * 2));
        }
        List<String> fields = new ArrayList<>(fields(record));
        if (kind >= 5) {
            fields.removeIf(field -> random.nextBoolean());
        }
        if (kind != 9) {
            fields.forEach(field -> put(args, field));
        }
        String name = kind < 5 ? "create" : kind < 9 ? "update" : "delete";
        return Json.object().put("operation", name + record).set("args", args);
    }

    private static List<String> fields(String record) {
        return switch (record) {
            case "Doc" -> List.of("teamId", "parentId", "ownerId", "open", "title");
            case "Team" -> List.of("active", "title");
            case "Member" -> List.of("teamId", "userId", "level");
            default -> List.of("place", "level");
        };
    }

    private void put(ObjectNode args, String field) {
        switch (field) {
            case "open", "active" -> args.put(field, random.nextBoolean());
            case "title" -> args.put(field, "t" + random.nextInt(1_000));
            case "level" -> args.put(field, random.nextInt(LEVELS));
            case "ownerId" -> args.put(field, 1 + random.nextInt(USERS));
            case "userId" -> putOrNull(args, field, USERS);
            default -> putOrNull(args, field, IDS);
        }
    }

    private void putOrNull(ObjectNode args, String field, int values) {
        if (oneIn(6)) {
            args.putNull(field);
        } else {
            args.put(field, 1 + random.nextInt(values));
        }
    }

    private String condition(String record, int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(6);
        List<String> atoms = ATOMS.getOrDefault(record, List.of("True"));
        return switch (choice) {
            case 1, 2 -> "And(" + conditions(record, depth) + ")";
            case 3, 4 -> "Or(" + conditions(record, depth) + ")";
            case 5 -> "Not(" + condition(record, depth - 1) + ")";
            default -> atoms.get(random.nextInt(atoms.size()));
        };
    }

    private String conditions(String record, int depth) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(2))
                .mapToObj(index -> condition(record, depth - 1))
                .collect(Collectors.joining(", "));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}
