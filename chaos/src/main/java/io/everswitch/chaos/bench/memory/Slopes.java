package io.everswitch.chaos.bench.memory;

import java.util.Arrays;
import java.util.List;

/** Lines through points. Pure. */
final class Slopes {
    private Slopes() {}

    record Point(double x, double y) {}

    /** Least squares: for points that lie near a line. 0 with fewer than two different x. */
    static double fitted(List<Point> points) {
        double x = points.stream().mapToDouble(Point::x).average().orElse(0);
        double y = points.stream().mapToDouble(Point::y).average().orElse(0);
        double up = 0;
        double down = 0;
        for (Point point : points) {
            up += (point.x() - x) * (point.y() - y);
            down += (point.x() - x) * (point.x() - x);
        }
        return down == 0 ? 0 : up / down;
    }

    /** The median of the slopes between any two points: a few samples that lie far off do not turn it. */
    static double robust(List<Point> points) {
        double[] slopes = new double[points.size() * (points.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double distance = points.get(j).x() - points.get(i).x();
                if (distance > 0) {
                    slopes[count++] = (points.get(j).y() - points.get(i).y()) / distance;
                }
            }
        }
        return median(Arrays.copyOf(slopes, count));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
