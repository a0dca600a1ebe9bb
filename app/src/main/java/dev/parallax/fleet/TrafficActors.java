package dev.parallax.fleet;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom traffic writes as. Immutable.
///
/// @param clients their numbers; empty for all
/// @param role that they must have at the moment of writing; empty for any
public record TrafficActors(Set<Integer> clients, String role) {
    public static final TrafficActors EVERYONE = new TrafficActors(Set.of(), "");

    public TrafficActors {
        clients = Set.copyOf(clients);
    }

    /// @param numbers at least one
    public static TrafficActors of(Set<Integer> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("nobody is no actor");
        }
        return new TrafficActors(numbers, "");
    }

    public static TrafficActors withRole(String role) {
        return new TrafficActors(Set.of(), role);
    }

    /// Those of `all` that it means; the same list if that is everyone.
    List<FleetClient> among(List<FleetClient> all) {
        return equals(EVERYONE)
                ? all
                : all.stream()
                        .filter(client -> clients.isEmpty() || clients.contains(client.number()))
                        .filter(client -> role.isEmpty() || role.equals(client.role()))
                        .collect(Collectors.toUnmodifiableList());
    }
}
