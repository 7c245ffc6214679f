#include "tests/support/drawings.h"

#include <utility>

namespace oneshot::test {

std::vector<Drawing> drawingsOf(const Dataset& dataset) {
    std::vector<Drawing> drawings;
    for (DrawingId id = 0; id < dataset.drawings.idCount(); ++id) drawings.push_back(dataset.drawings[id]);
    return drawings;
}

void changeDrawings(Dataset& dataset, const std::function<void(std::vector<Drawing>&)>& change) {
    std::vector<Drawing> drawings = drawingsOf(dataset);
    change(drawings);
    dataset.drawings = DrawingStore(std::move(drawings));
}

}  // namespace oneshot::test
