#include "core/evaluation/presentations.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/evaluation/embedded_drawings.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot {
namespace {

constexpr int episodesAtOnce = 16;

std::vector<CharacterId> charactersWith(const Dataset& data, int drawings) {
    std::vector<CharacterId> characters = data.characters();
    std::erase_if(characters, [&](CharacterId id) { return std::ssize(data.character(id).drawings) < drawings; });
    return characters;
}

/// Drawings in the order in which they are shown.
struct Episode {
    std::vector<DrawingId> drawings;
    std::vector<int> labels;
    std::vector<int> presentation;  ///< how many of the character came before
};

/// Draws an episode by its number, so that it does not depend on those before.
Episode episodeOf(const Dataset& data, const std::vector<CharacterId>& characters, const PresentationSettings& settings,
                  int labelCount, int number) {
    Random random = makeRandom(settings.seed, "presentations", static_cast<std::uint64_t>(number));
    const std::vector<int> chosen = sample(random, static_cast<int>(characters.size()), settings.ways);
    const std::vector<int> labels = sample(random, labelCount, settings.ways);
    std::vector<std::vector<DrawingId>> left;
    for (const int which : chosen) {
        const std::vector<DrawingId>& drawings = data.character(characters[which]).drawings;
        left.emplace_back();
        for (const int drawing : sample(random, static_cast<int>(drawings.size()), settings.presentations))
            left.back().push_back(drawings[drawing]);
    }
    Episode episode;
    const int count = settings.ways * settings.presentations;
    for (const int place : sample(random, count, count)) {
        const int way = place % settings.ways;
        episode.presentation.push_back(settings.presentations - static_cast<int>(left[way].size()));
        episode.drawings.push_back(left[way].back());
        episode.labels.push_back(labels[way]);
        left[way].pop_back();
    }
    return episode;
}

void requireLabels(const OneShotModel& model, int ways) {
    const std::string& name = model.origin().model;
    if (model.labels() == 0)
        throw Error(ErrorCode::InvalidSetting, name, "it has no memory that learns labels in turn",
                    "Choose a model of the preset mann, or another with comparison=memory.");
    if (ways > model.labels())
        throw Error(ErrorCode::InvalidSetting, name,
                    "it has " + counted(model.labels(), "label") + " and is asked about " + counted(ways, "way"),
                    "Ask about fewer ways, or train with labels=letters.");
}

}  // namespace

int maxPresentationWays(const Dataset& data, int presentations) {
    return static_cast<int>(charactersWith(data, presentations).size());
}

PresentationResult accuracyByPresentation(const OneShotModel& model, const Dataset& data,
                                          const PresentationSettings& settings, const ProgressFunction& progress,
                                          const std::stop_token& stop) {
    requireLabels(model, settings.ways);
    const std::vector<CharacterId> characters = charactersWith(data, settings.presentations);
    if (std::ssize(characters) < settings.ways)
        throw Error(ErrorCode::InvalidSetting, data.name,
                    "it holds " + counted(std::ssize(characters), "character") + " with " +
                        counted(settings.presentations, "drawing") + ", and an episode takes " +
                        std::to_string(settings.ways),
                    "Choose more data, fewer ways or fewer presentations.");

    std::vector<std::vector<Accuracy>> byEpisode(settings.presentations);  // [presentation][episode]
    EmbeddedDrawings shown(model, data);
    for (int first = 0; first < settings.episodes; first += episodesAtOnce) {
        if (progress) progress(first, settings.episodes);
        const int count = std::min(episodesAtOnce, settings.episodes - first);
        std::vector<Episode> episodes;
        std::vector<DrawingId> drawings;
        std::vector<int> labels;
        for (int i = 0; i < count; ++i) {
            const Episode& next =
                episodes.emplace_back(episodeOf(data, characters, settings, model.labels(), first + i));
            drawings.insert(drawings.end(), next.drawings.begin(), next.drawings.end());
            labels.insert(labels.end(), next.labels.begin(), next.labels.end());
        }
        for (const DrawingId drawing : drawings) shown.add(drawing);
        shown.embedAdded([&] { throwIfStopped(stop); });
        throwIfStopped(stop);
        const std::vector<int> answers = model.answerSequentially(shown.rowsOf(drawings), labels, count);
        std::size_t at = 0;
        for (const Episode& episode : episodes) {
            for (auto& accuracies : byEpisode) accuracies.emplace_back();
            for (const int presentation : episode.presentation) {
                Accuracy& accuracy = byEpisode[presentation].back();
                accuracy.right += answers[at] == labels[at];
                ++accuracy.total;
                ++at;
            }
        }
    }
    if (progress) progress(settings.episodes, settings.episodes);

    PresentationResult result;
    for (const std::vector<Accuracy>& episodes : byEpisode) {
        Accuracy sum;
        for (const Accuracy& each : episodes) sum.right += each.right, sum.total += each.total;
        result.points.push_back({sum, groupedInterval95(episodes)});
    }
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), data);
    result.seenCharacters = static_cast<int>(std::ranges::count_if(learnt, [&](CharacterId id) {
        return std::ranges::any_of(data.character(id).drawings, [&](DrawingId each) { return shown.contains(each); });
    }));
    return result;
}

}  // namespace oneshot
