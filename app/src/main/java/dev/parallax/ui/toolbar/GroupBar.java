package dev.parallax.ui.toolbar;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Groups of controls beside each other, the last at the right end; where they do not fit, the next line takes them on.
/// FX
/// thread only.
class GroupBar extends Region {
    private static final double GAP = 6;
    private static final double LINE_GAP = 6;

    private final List<Region> groups = new ArrayList<>();

    final void setGroups(List<? extends Region> inOrder) {
        groups.clear();
        groups.addAll(inOrder);
        getChildren().setAll(inOrder);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return groups.stream().mapToDouble(group -> group.minWidth(-1)).max().orElse(0) + across();
    }

    @Override
    protected double computePrefWidth(double height) {
        double gaps = GAP * Math.max(0, groups.size() - 1);
        return groups.stream().mapToDouble(group -> group.prefWidth(-1)).sum() + gaps + across();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double height = getInsets().getTop() + getInsets().getBottom();
        List<List<Region>> lines = lines(width < 0 ? computePrefWidth(-1) : width);
        for (List<Region> line : lines) {
            height += height(line);
        }
        return height + LINE_GAP * Math.max(0, lines.size() - 1);
    }

    @Override
    protected void layoutChildren() {
        double top = getInsets().getTop();
        double right = getWidth() - getInsets().getRight();
        for (List<Region> line : lines(getWidth())) {
            double height = height(line);
            double excess = pref(line) - (getWidth() - across());
            double[] widths = new double[line.size()];
            // The last group, which has the field, gives way first.
            for (int index = line.size() - 1; index >= 0; index--) {
                Region group = line.get(index);
                double pref = group.prefWidth(-1);
                widths[index] = Math.max(group.minWidth(-1), pref - Math.max(0, excess));
                excess -= pref - widths[index];
            }
            double x = getInsets().getLeft();
            for (int index = 0; index < widths.length; index++) {
                Region group = line.get(index);
                double at = group.equals(groups.getLast()) ? Math.max(x, right - widths[index]) : x;
                group.resizeRelocate(snapPositionX(at), snapPositionY(top), snapSizeX(widths[index]), height);
                x = at + widths[index] + GAP;
            }
            top += height + LINE_GAP;
        }
    }

    /// As many groups to a line as fit when each gives way as far as it can.
    private List<List<Region>> lines(double width) {
        List<List<Region>> lines = new ArrayList<>();
        List<Region> line = new ArrayList<>();
        double left = width - across();
        for (Region group : groups) {
            double needed = group.minWidth(-1);
            if (!line.isEmpty() && needed > left) {
                lines.add(line);
                line = new ArrayList<>();
                left = width - across();
            }
            line.add(group);
            left -= needed + GAP;
        }
        lines.add(line);
        return lines;
    }

    private static double pref(List<Region> line) {
        return line.stream().mapToDouble(group -> group.prefWidth(-1)).sum() + GAP * (line.size() - 1);
    }

    private static double height(List<Region> line) {
        return line.stream().mapToDouble(group -> group.prefHeight(-1)).max().orElse(0);
    }

    private double across() {
        return getInsets().getLeft() + getInsets().getRight();
    }
}
