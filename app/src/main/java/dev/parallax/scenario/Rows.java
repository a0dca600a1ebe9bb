package dev.parallax.scenario;

import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.NameRef;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The rows that steps have called something, and edits in terms of them. Confined to the run's thread.
final class Rows {
    private final Map<String, Long> ids = new HashMap<>();

    /// @param call empty if the row gets no name
    void name(String call, long id) {
        if (!call.isEmpty()) {
            ids.put(call, id);
        }
    }

    Map<String, Long> named() {
        return Map.copyOf(ids);
    }

    /// @throws StepFailedException if the step that should have created the row did not
    long id(RowRef row) {
        return row.id().startsWith("$") ? id(row.id().substring(1)) : Long.parseLong(row.id());
    }

    Map<String, @Nullable Object> resolved(Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        fields.forEach((field, value) ->
                resolved.put(field, value instanceof NameRef(String name) ? (Object) id(name) : value));
        return resolved;
    }

    /// Such as `createPost`.
    String operation(Edit edit) {
        return switch (edit) {
            case Edit.Create create -> "create" + create.record();
            case Edit.Update update -> "update" + update.row().record();
            case Edit.Delete delete -> "delete" + delete.row().record();
        };
    }

    /// The arguments of the operation.
    ObjectNode arguments(Edit edit) {
        return switch (edit) {
            case Edit.Create create -> RowJson.encode(resolved(create.fields()));
            case Edit.Update update -> RowJson.encode(resolved(update.fields())).put("id", id(update.row()));
            case Edit.Delete delete -> Json.object().put("id", id(delete.row()));
        };
    }

    private long id(String name) {
        Long id = ids.get(name);
        if (id == null) {
            throw new StepFailedException("The row `$" + name + "` was never created.");
        }
        return id;
    }
}
