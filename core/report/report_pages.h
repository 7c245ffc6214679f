#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/data/dataset.h"
#include "core/report/run_report.h"

namespace oneshot {

// The report as a person reads it: sections of a few kinds of blocks, which Markdown, HTML and PDF each know how to
// write. All texts are plain, from strangers in part: writers escape them.

struct ReportText {
    std::string text;
    bool note = false;  ///< about the figures beside it: smaller
};

struct ReportCode {
    std::string text;  ///< a command, to be copied
};

struct ReportList {
    std::vector<std::string> items;
};

/// Names and their values, one below the other.
struct ReportFacts {
    std::vector<std::pair<std::string, std::string>> rows;
};

struct ReportTable {
    struct Column {
        std::string title;
        bool figure = false;  ///< aligned to the right
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows = {};  ///< each as long as columns
    bool lastIsSum = false;                           ///< the last row is of all others
};

/// A table without rows yet. alignment: "l" or "r" for each column, as in LaTeX.
ReportTable tableOf(std::string_view alignment, const std::vector<std::string>& titles);

/// Curves, whose x never descends; see oneshot::report::CurveChart.
struct ReportChart {
    struct Series {
        std::string name = {};
        std::vector<double> x = {}, y = {}, low = {}, high = {};  ///< low, high: empty, or as long as y
        bool faint = false, markers = false;
    };
    std::string title, xLabel, yLabel;
    std::vector<Series> series = {};
    std::vector<std::pair<std::string, double>> references = {};
    bool percent = false;      ///< y runs from 0 to 100
    bool tableInText = false;  ///< of few points, which a text can list
};

/// Pictures of drawings, ink = 255, each with words.
struct ReportPictures {
    struct Picture {
        std::string caption;
        std::vector<Image> images;  ///< side by side
    };
    std::vector<Picture> pictures;
    int columns = 2;
    bool captionsInText = true;  ///< a text, which has no pictures, lists the captions
};

using ReportBlock =
    std::variant<ReportText, ReportCode, ReportList, ReportFacts, ReportTable, ReportChart, ReportPictures>;

struct ReportSection {
    std::string id;  ///< "results": lower-case letters and "-"
    std::string title;
    std::vector<ReportBlock> blocks = {};

    void add(ReportBlock block) { blocks.push_back(std::move(block)); }
    void addText(std::string text) { add(ReportText{std::move(text), false}); }
    void addNote(std::string text) { add(ReportText{std::move(text), true}); }
};

/// One of the few figures that a reader looks for first.
struct ReportHeadline {
    std::string name, value, detail;
};

struct ReportPages {
    std::string title, subtitle;
    std::vector<ReportHeadline> headlines;
    std::vector<ReportSection> sections;
    std::string footer;
};

ReportPages reportPages(const RunReport&);

std::string reportMarkdown(const RunReport&);  ///< the pages as Markdown

}  // namespace oneshot
