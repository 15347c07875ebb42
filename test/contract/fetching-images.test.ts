import { content, imageBench } from '../support/image-bench.ts';
import { imagesSuite } from './images-suite.ts';

imagesSuite('the fetching adapter', async () => {
  const bench = await imageBench();
  return {
    image: bench.anImage(),
    open: () => bench.open(),
    failNext() {
      bench.answer = (_request, response) => {
        bench.answer = (_next, nextResponse) => nextResponse.end(content);
        response.writeHead(503).end();
      };
    },
    fetches: () => bench.server.asked.length,
    close: () => bench.close(),
  };
});
