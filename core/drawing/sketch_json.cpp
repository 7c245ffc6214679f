#include "core/drawing/sketch_json.h"

#include <fmt/format.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/strict_json.h"

namespace oneshot {
namespace {

constexpr const char* formatName = "one-shot sketch";
constexpr int version = 1;
constexpr std::size_t maxStrokes = 10'000;

const Json& columns() {
    static const Json names{"x", "y", "ms", "pressure"};
    return names;
}

/// Checks everything that a file must be, and throws what is wrong with this one.
class Reader {
  public:
    explicit Reader(const std::string& name) : name_(name) {}

    std::vector<SketchStroke> strokes(const Json& sketch) {
        requireKeys(sketch, {"format", "version", "side", "columns", "strokes"}, "");
        if (sketch["format"] != formatName) fail("format", fmt::format("is not \"{}\"", formatName));
        if (sketch["version"] != version) fail("version", fmt::format("is not {}", version));
        if (sketch["side"] != sketchSide) fail("side", fmt::format("is not {}", sketchSide));
        if (sketch["columns"] != columns()) fail("columns", "are not " + columns().dump());
        const Json& list = sketch["strokes"];
        if (!list.is_array()) fail("strokes", "is not a list");
        if (list.size() > maxStrokes) fail("strokes", fmt::format("are more than {}", maxStrokes));
        std::vector<SketchStroke> result;
        for (std::size_t i = 0; i < list.size(); ++i)
            result.push_back(stroke(list[i], fmt::format("stroke {}", i + 1)));
        return result;
    }

  private:
    SketchStroke stroke(const Json& json, const std::string& where) {
        requireKeys(json, {"tool", "width", "points"}, where);
        SketchStroke result;
        result.eraser = json["tool"] == "eraser";
        if (!result.eraser && json["tool"] != "ink") fail(where, "has a tool that is neither ink nor eraser");
        result.width = number(json["width"], 0.1F, maxWidth, where + ", width");
        const Json& points = json["points"];
        if (!points.is_array() || points.empty()) fail(where, "has no points");
        if ((points_ += points.size()) > maxSketchPoints)
            fail(where, fmt::format("exceeds the limit of {} points in all", maxSketchPoints));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const std::string at = fmt::format("{}, point {}", where, i + 1);
            if (!points[i].is_array() || points[i].size() != columns().size()) fail(at, "is not a list of 4 numbers");
            result.points.push_back({number(points[i][0], -sketchMargin, sketchMargin, at),
                                     number(points[i][1], -sketchMargin, sketchMargin, at),
                                     number(points[i][2], 0, 1e9F, at), number(points[i][3], 0, 2, at)});
        }
        for (std::size_t i = 1; i < result.points.size(); ++i)
            length_ +=
                std::hypot(result.points[i].x - result.points[i - 1].x, result.points[i].y - result.points[i - 1].y);
        if (length_ > maxLength) fail(where, "exceeds the length that lines may have in all");
        return result;
    }

    float number(const Json& json, float low, float high, const std::string& where) {
        const double value = json.is_number() ? json.get<double>() : std::nan("");
        if (!(value >= low && value <= high))
            fail(where, fmt::format("must hold numbers from {} to {}", Json(low).dump(), Json(high).dump()));
        return static_cast<float>(value);
    }

    void requireKeys(const Json& json, std::initializer_list<const char*> keys, const std::string& where) {
        if (!json.is_object()) fail(where, "is not an object");
        for (const char* key : keys)
            if (!json.contains(key)) fail(where, fmt::format("has no \"{}\"", key));
    }

    [[noreturn]] void fail(const std::string& where, const std::string& problem) {
        throw Error(ErrorCode::BadData, where.empty() ? name_ : name_ + ", " + where, problem,
                    "Choose strokes that the workbench saved.");
    }

    const std::string& name_;
    std::size_t points_ = 0;
    double length_ = 0;
    static constexpr double maxLength = 5.0 * maxSketchPoints;  ///< more than a hand draws
    static constexpr float maxWidth = sketchSide / 2.0F;
};

}  // namespace

std::string sketchJson(const Sketch& sketch) {
    Json strokes = Json::array();
    std::size_t count = 0;
    for (const Sketch::Action& action : sketch.visible()) {
        const auto* stroke = std::get_if<SketchStroke>(&action);
        if (!stroke) continue;
        if ((count += stroke->points.size()) > maxSketchPoints)
            throw Error(ErrorCode::Failed, "strokes", fmt::format("have more than {} points", maxSketchPoints),
                        "Save the image instead.");
        Json points = Json::array();
        for (const SketchPoint& p : stroke->points) points.push_back({p.x, p.y, p.milliseconds, p.pressure});
        strokes.push_back({{"tool", stroke->eraser ? "eraser" : "ink"}, {"width", stroke->width}, {"points", points}});
    }
    return Json{{"format", formatName},
                {"version", version},
                {"side", sketchSide},
                {"columns", columns()},
                {"strokes", strokes}}
               .dump() +
           '\n';
}

std::vector<SketchStroke> parseSketchJson(std::string_view text, const std::string& name) try {
    return Reader(name).strokes(parseStrictJson<Json>(text));
} catch (const Json::exception& error) {
    throw Error(ErrorCode::BadData, name, problemOf(error), "Choose strokes that the workbench saved.");
}

}  // namespace oneshot
